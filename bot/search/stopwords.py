"""Words that carry a sentence but not its subject."""

from collections.abc import Sequence

_LISTS = {
    "en": """
        a about actually after again all also am an and another any anybody anyone anything are arent as at be
        because been before being both but by can cannot cant could couldnt did didnt do does doesnt doing done
        dont each either else even ever every everybody everyone everything few for from get gets getting give
        given gives go goes going got had has hasnt have havent having he her here hers him his how hows i id if
        ill im in into is isnt it its itself ive just keep keeps know let lets like lot lots many may maybe me might
        more most much must my myself need needs no nor not nothing of off often on once one ones only onto or other
        others our ours out over own please put rather really same say says shall she should show shown shows so
        some somebody someone something sometimes somewhere still such take takes tell than that thats the their
        theirs them themselves then there theres these they theyre thing things this those though through to too
        towards under until up upon us use used uses using very via want wants was wasnt way ways we were werent
        what whatever whats when where wheres whether which while who whole whom whos whose why will with within
        without wont would wouldnt yet you youll your youre yours yourself talk talks video videos recording
    """,
    "es": """
        a al algo como con cual cuando de del desde donde el ella en entre es esta este esto hay la las lo los
        mas me mi muy no nos o para pero por porque que quien se ser si sin sobre son su sus te tu un una uno y
        ya yo
    """,
    "de": """
        aber als am an auch auf aus bei bin bis das dass dem den der des die doch du durch ein eine einem einen
        einer es fur hat ich im in ist kann man mein mit nach nicht noch nur oder sich sie sind so uber um und
        uns von vor war was wenn wer wie wir wird zu zum zur
    """,
    "fr": """
        a au aux avec ce ces cette comment dans de des du elle en est et eux il ils je la le les leur lui mais
        me mon ne nos notre nous on ou par pas plus pour pourquoi qu que quel quelle qui sa se ses son sont sur
        ta te tu un une vos votre vous y
    """,
    "pt": """
        a ao aos as com como da das de do dos e ela ele em entre essa esse esta este eu foi ha isso ja mais mas
        me meu muito na nao nas no nos o os ou para pela pelo por porque quando que quem se sem ser seu sua tem
        um uma
    """,
    "it": """
        a ai al alla anche che chi ci come con cosa cui da dal dei del della delle di dove e gli ha ho i il in
        io la le lo ma mi mio nel nella non o per perche piu quale quando quello questo se si sono su sul tra un
        una uno
    """,
    "nl": """
        aan als bij dan dat de der deze die dit door een en er had heb het hij hoe ik in is kan maar met mijn
        naar niet nog of om ook op over te tot uit van veel voor waar wat we wel wie wij worden ze zijn zo
    """,
    "pl": """
        a ale bo byc by co czy dla do gdzie i ich jak jest ktory lub ma mi na nie o od po przez sa sie so ta tak
        to tym u w we z za ze
    """,
    "cs": """
        a aby ale ani az bez byl by co do i jak jako je jeho jsou kde kdo kdy ktera ktere ktery ma mezi na nebo
        o od po pod podle pro proc s se si tak to u v ve z za ze
    """,
    "ru": """
        а без бы в во вот для до его ее если есть еще же за и из или их к как какие какой когда кто ли мы на над
        не но о об он она они от по почему при про с со так там то у уже что чтобы это я
    """,
}
_STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
ENGLISH = _STOP_WORDS["en"]


def content_words(words: Sequence[str]) -> list[str]:
    """What is left without stop words; everything where nothing else would be left."""
    ignored = ENGLISH | _other_language(words)
    return [word for word in words if word not in ignored] or list(words)


def _other_language(words: Sequence[str]) -> frozenset[str]:
    """The stop words of the language that explains more of the words than English does, if there is one.

    A single such word says nothing: "wat" is Dutch, and a talk about JavaScript.
    """
    best = max(_STOP_WORDS.values(), key=lambda stops: sum(word in stops for word in words))
    explained = sum(word in best for word in words)
    return best if explained > max(1, sum(word in ENGLISH for word in words)) else frozenset()
