from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from bot.cli.composition import open_catalog
from bot.cli.console import out
from bot.domain.catalog import SHARED, CatalogTalk
from bot.domain.filters import EVERYTHING
from bot.domain.lookups import TalkSearch
from bot.search.explaining import Explanation, Matched
from bot.services.finding.explain_ranking import explain_ranking
from bot.services.finding.understand import FilterWords, understand
from bot.settings import Settings


async def explain_search(settings: Settings, query: str, event: str | None, limit: int) -> bool:
    """Whether anything was found."""
    async with open_catalog(settings) as catalog:
        wanted = EVERYTHING if event is None else await understand(catalog, FilterWords(event=event), SHARED)
        explained = await explain_ranking(catalog, TalkSearch(query, wanted), SHARED, limit)
    for place, (entry, explanation) in enumerate(explained, start=1):
        out.print(_explained(place, entry, explanation))
    return bool(explained)


def _explained(place: int, entry: CatalogTalk, explanation: Explanation) -> RenderableType:
    headline = Text.assemble(f"{place}. ", (entry.talk.title, "bold"), f"  {explanation.score:.3f}")
    parts = [_matched(one) for one in explanation.matched]
    whole = f"covers {explanation.coverage:.0%} of the query; {explanation.standing:+.3f} for where its words stand"
    return Group(headline, Padding(Text("\n".join([*parts, whole]), style="dim"), (0, 0, 0, 3), expand=False))


def _matched(one: Matched) -> str:
    read_as = "" if one.read_as == one.typed else f" read as “{one.read_as}”"
    return f"“{one.typed}”{read_as} in {', '.join(one.fields)}: {one.score:.3f}"
