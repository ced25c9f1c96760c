"""Words of everyday English: one that no talk has is spelt as it was meant, and no slip for a word that talks have."""

from functools import cache

from bot.search.forms import FALLBACK, stem

_WORDS = """
    able above accept across act add address afraid age ago agree air allow alone along already always amount anger
    angry animal answer appear apple arm army arrive ask attack aunt autumn avoid away baby bad bag ball bank bath
    beach bear beat beautiful become bed beer behind believe bell below beside best better bicycle big bike bill
    bird birth birthday bite black blood blow blue board boat body bone book born borrow boss bottle bottom bowl box
    boy brain bread breakfast breathe bring broken brother brown brush burn bus business busy buy cake call camera
    card care carry castle cat catch cause chair chance change cheap cheese chicken child children church cigarette
    circle city clean clear clever climb clock close clothes cloudy coat coffee coin cold collect color colour come
    company cook cookie cool corner correct cost count country courage cousin cow cream create cross crowd cry cup
    cut dance danger dark daughter dead deal dear death decide deep deer delete depend describe desk destroy die
    different difficult dig dinner dirty disease dish doctor dog door double doubt dozen draw dream dress drink drop
    dry duck during dust ear early earn earth east easy eat edge egg eight electric elephant eleven email empty end
    enemy enjoy enough enter equal evening exam example except exercise expensive explain extra eye face fact fail
    fall family famous far farm fast fat father favorite favourite fear feed feel fence fever few field fight fill
    film finger finish fire first fish fit five fix flag flat float floor flour flower fly fold follow food fool
    foot football forest forget forgive fork fortune forty four fox free freeze fresh friday friend frog front fruit
    full fun funny furniture future game garden gas gate general gentle gift girl glad glass glue goat god gold good
    goodbye grandmother grass gray great green grey ground group guess guitar gun hair half hall hand happen happy
    hard hat hate head healthy hear heart heavy help hen hide high hill history hit hobby hold hole holiday home
    hope horse hospital hot hotel hour house hurry hurt husband ice idea important improve inside island jacket job
    join joke joy juice jump keep key kill kind king kiss kitchen knee knife knock know lady lake lamp land language
    large last late laugh lazy lead leaf leave left leg lemon lend less lesson letter library lie life lift light
    lion link lip listen little live lock lonely long look lose lost love low luck lunch mad mail main make man map mark
    market marry match matter meal mean measure meat medicine meet member mention metal middle milk million mind
    minute mirror miss mistake mix moment monday money monkey month moon morning mother mountain mouse mouth move
    movie mud music nail name narrow nation nature near neck needle neighbor neighbour nest never new newspaper next
    nice night nine noise noon north nose notice number nurse ocean offer office oil old onion open opposite orange
    order outside oven owe page pain paint pair pan paper parent park part partner party pass past path patient pay
    peace pen pencil people pepper perfect period person phone photo pick picture piece pig pink pizza place plane
    plant plastic plate play please pleased plenty pocket point poison police polite pool poor popular position
    possible potato pour power prefer present president press pretty prevent price prince prison private prize
    probably problem produce promise proper protect provide public pull punish pupil purple push queen question
    quick quiet quit race radio rain rainy raise reach read ready real reason receive recipe red refuse remember
    remove rent repair repeat reply report rest restaurant result return rice rich ride right ring rise river road
    roast rob rock roof room round rude rule ruler rush sad safe sail salt sand saturday save saw school scissors
    screw sea seat second secret sell sentence serve seven several sew shade shadow shake shape share sharp sheep
    sheet shelf shine ship shirt shoe shoot shop shore short shoulder shout shut sick side signal silence silly
    silver similar simple since sing single sink sister sit six size skill skin skirt sky sleep slip slow small
    smart smell smile smoke snow soap sock soft soldier solve son song soon sorry sound soup south space speak
    special speed spell spoon sport spread spring square stamp stand star start station stay steal steam steel step
    stomach stone stop store storm story strange street strong student study stupid subject succeed sudden suffer
    sugar suggest suit summer sun sunday sunny support sure surprise swallow sweet swim sword table tail talk tall
    taste taxi tea team tear teenager telephone television ten tennis tent terrible test thank theater theatre thick
    thief thin third thirsty thousand thread threat three throat throw thumb thunder thursday ticket tie tiger tight
    till time tiny tired title tomato tomatoes tomorrow tongue tonight tool tooth top total touch town toy trade
    train travel tree trip trouble trousers true trust truth try tuesday turn twice twin two type ugly uncle unit
    upset usual usually vacation vegetable victory village violin visit voice wait wake walk wall want war warm wash
    waste watch water weak wear weather wedding wednesday week weight welcome west wet wheel white wide wife wild
    win wind window wine winter wise wish woman wonder wood word work world worry worse worst wrong yard year yellow
    yesterday young zero zoo
"""


def is_everyday(word: str) -> bool:
    """In any of its forms."""
    return stem(word, FALLBACK) in _stems()


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(word, FALLBACK) for word in _WORDS.split())
