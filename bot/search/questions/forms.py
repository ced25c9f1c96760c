"""The forms that questions about talks have, the more particular ones first.

In a pattern `about` is what a talk should be about, `who` stands where a speaker's name does, `one` names one talk or
event, and what follows "talks" is its `clause`.
"""

import re

from bot.domain.questions import Wanted

_TALK = r"(?:talks?|sessions?|presentations?|lectures?|speech(?:es)?|videos?)"
_RECORDING = r"(?:recordings?|videos?|vods?|streams?|replays?|footage|youtube(?: (?:link|video))?)"
_ANYBODY = r"(?:anyone|anybody|someone|somebody|any(?: of the)? speakers?|people)"
_I = r"(?:i|we|you|one|people)"
_BE = r"(?:is|are|was|were)"
_DO = r"(?:did|does|do|will|would|has|have|had|is|are|was|were|can)"
_SPEAK = (
    r"(?:speak(?:s|ing)?|spoken?|talk(?:s|ed|ing)?|present(?:s|ed|ing)?|lectur(?:es?|ed|ing)|teach(?:es|ing)?|taught"
    r"|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?|on stage|appear(?:s|ed|ing)?)"
)
_GIVE = (
    r"(?:g[ia]ve|gives|given|giving|h[eo]ld|holds|holding|do|does|did|done|doing|have|had|has|having|deliver(?:s|ed|ing)?"
    r"|host(?:s|ed|ing)?|run|runs|ran|running|led|leads?|leading|present(?:s|ed|ing)?|made|make)"
)
_EXPLAIN = (
    r"(?:say|said|saying|explain(?:s|ed|ing)?|think|recommend(?:s|ed)?|suggest(?:s|ed)?|mention(?:s|ed)?|tell|told"
    r"|advise[sd]?|learn(?:ed|t)?)"
)
_ON = r"(?:about|on|of|regarding|concerning|around|covering)"
_PLACE = r"(?:room|hall|place|venue|building|city|location|stage|auditorium)"
_TIME = r"(?:day|date|time|hour|week|month|year)"
_WHEN = (
    rf"(?:(?:when|where)(?: and (?:when|where|at what time|in which {_PLACE}))?|(?:at |on |in )?(?:what|which) (?:{_TIME}|{_PLACE})"
    rf"(?: and (?:(?:what|which) )?(?:{_TIME}|{_PLACE}))?)"
)
_FACT = rf"(?:(?:start(?:ing)? )?{_TIME}|{_PLACE}|start|place and time|(?:date|time) and (?:date|time|{_PLACE}))s?"
_HELD = (
    r"(?:be|been|being|taking|takes?|took|starts?|started|starting|begins?|began|happens?|happened|happening|held|place"
    r"|scheduled|on|in|at|given|going|located|ends?|runs?|running|presented|planned|due|again|next|to)"
)
_MORE = r"(?:(?:any|some|more|other|further|which|what|are there|is there|are|the|all|me|else|recommend|suggest) )*"
_LIKE = (
    r"(?:like|similar to|resembling|comparable (?:to|with)|along the lines of|in the (?:vein|style|spirit) of|close to)"
)
_PROGRAMME = r"(?:programme|program|schedule|agenda|timetable|line-?up|plan)"
_SEE = r"(?:see|attend|hear|watch|visit|do|go to|listen to|catch|join|expect)"

_SOURCES: tuple[tuple[Wanted, str], ...] = (
    (
        Wanted.RECORDING,
        rf"(?:where|how) (?:can|could|do|may|would|might|to)(?: {_I})?(?: still)? (?:re-?)?(?:watch|stream|view|catch)"
        rf"(?: (?:the|a|any) {_RECORDING}(?: (?:of|for|from|about|on))?)?(?P<one> .+?)?(?: (?:online|later|afterwards))?",
    ),
    (
        Wanted.RECORDING,
        rf"where (?:can|could|do|may|would|might|to)(?: {_I})? (?:find|see|get|access) (?:the |a |any )?"
        rf"(?:(?:link|url) (?:to|for|of) )?(?:the |a )?{_RECORDING}(?: (?:of|for|from|about|on|to))?(?P<one> .+)?",
    ),
    (
        Wanted.RECORDING,
        rf"(?:(?:where|what) (?:is|are|was) )?(?:the |a |any )?(?:(?:link|url) (?:to|for|of) )?(?:the |a )?{_RECORDING}"
        r"(?: (?:link|url))?(?: (?:of|for|from|to|with))(?P<one> .+)",
    ),
    (Wanted.RECORDING, rf"where {_BE} (?:the |a )?(?P<one>.+ )?{_RECORDING}(?: (?:link|url))?"),
    (
        Wanted.RECORDING,
        rf"(?:can|could|may) {_I}(?: still)? (?:re-?)?(?:watch|stream|view)(?P<one> .+?)?(?: (?:online|later|afterwards|on youtube))?",
    ),
    (
        Wanted.RECORDING,
        rf"(?:{_BE} there|do you have|have you got|is|got) (?:a|an|any|the|some) {_RECORDING}(?: (?:available|online))?"
        r"(?: (?:of|for|from|to|with))?(?P<one> .+)?",
    ),
    (
        Wanted.RECORDING,
        rf"(?:{_BE}|has|have|had|will)(?P<one> .+?)(?: (?:be|been|get))? (?:recorded|filmed|taped|on (?:youtube|video)|video ?taped)",
    ),
    (Wanted.RECORDING, rf"do(?:es)?(?P<one> .+?) have (?:a|any) {_RECORDING}"),
    (Wanted.RECORDING, rf"i missed (?P<one>.+?) (?:is there|where|can i|how can i) .*(?:{_RECORDING}|watch).*"),
    (
        Wanted.COUNT,
        rf"(?:how many|(?:what is )?(?:the )?(?:total )?(?:number|amount|count) of|count)(?P<before>(?: \S+){{0,3}}?) {_TALK}(?P<clause> .+)?",
    ),
    (
        Wanted.COUNT,
        rf"how (?:many|often)(?: (?:of (?:them|those|these)|times|ones))? {_DO} (?P<who>.+?) {_SPEAK}(?: {_ON} (?P<about>.+))?",
    ),
    (
        Wanted.COUNT,
        rf"how many(?: of (?:them|those|these)| ones)?(?: {_DO}(?: there)?)?(?: {_GIVE})?(?: (?:there|by|{_ON})(?P<clause> .+)?)?",
    ),
    (Wanted.COUNT, r"how many (?P<about>(?:workshops?|keynotes?|tutorials?|panels?|posters?)\b.*)"),
    (
        Wanted.SIMILAR,
        rf"{_MORE}(?:{_TALK}|something|anything|things|stuff|ones?|more|others?|else)?(?: (?:that|which))?(?: {_BE})? ?{_LIKE} (?P<one>.+)",
    ),
    (
        Wanted.SIMILAR,
        rf"{_MORE}(?:similar|related|comparable)(?: {_TALK}| ones| things)(?: (?:to|as|like)(?P<one> .+))?",
    ),
    (Wanted.SIMILAR, rf"what(?: other {_TALK}| else)? {_BE} (?:similar to|like) (?P<one>.+)"),
    (
        Wanted.SIMILAR,
        r"(?:if )?i (?:really |quite )?(?:liked?|loved?|enjoyed?) (?P<one>.+?) (?:what|which|any|anything|something|more|now what)\b.*",
    ),
    (Wanted.SIMILAR, r"(?:more|similar)(?: (?:of|like))? (?:this|that|it|those|these)(?: one)?|similar|similar ones?"),
    (
        Wanted.SPEAKERS,
        rf"(?:who|which (?:speakers?|people|person|presenters?)|what (?:speakers?|people))(?: else)?(?: {_DO})?(?: (?:be|been|going|to|all|also|will|ever))*"
        rf" (?:{_GIVE} )(?:a |an |the |any |some |that |this )?(?P<before>(?:\S+ )??){_TALK}(?: (?:{_ON}|in|for|with))(?P<about> .+)",
    ),
    (
        Wanted.SPEAKERS,
        rf"(?:who|which (?:speakers?|people|person|presenters?)|what (?:speakers?|people)|{_MORE}(?:speakers?|people|experts?)(?: (?:who|that))?)"
        rf"(?: else)?(?: {_DO})?(?: (?:be|been|going|to|all|also|will|ever))* (?:{_SPEAK}|know|knows|knew|explain(?:s|ed|ing)?|mention(?:s|ed|ing)?|tell me)"
        rf"(?: (?:anything|something|more))?(?: (?:{_ON}|to|at|in))(?P<about> .+)?",
    ),
    (
        Wanted.SPEAKERS,
        rf"(?:who|which (?:speakers?|people|person|presenters?)|by whom)(?: else)?(?: (?:is|are|was|were|did|does|do|will|has|have|had))?(?: (?:be|been|going to|the))*"
        rf" (?:{_GIVE}|{_SPEAK})(?P<one> .+)?",
    ),
    (
        Wanted.SPEAKERS,
        rf"(?:who {_BE} |what {_BE} )?(?:the |all |all the )?(?:names? of )?(?:the )?(?:speakers?|presenters?|keynote speakers?|keynoters?|hosts?|person|people|authors?|instructors?)"
        r"(?: (?:of|for|behind|giving|in|at|from))(?P<one> .+)?",
    ),
    (
        Wanted.SPEAKERS,
        rf"who {_BE} (?:the |all |all the )?(?P<about>keynote )?(?:speakers?|presenters?|hosts?|keynoters?)(?P<one> .+)?",
    ),
    (
        Wanted.SPEAKERS,
        rf"{_MORE}(?:speakers?|presenters?|experts?)(?: (?:on|about|for|in|at|who|that))?(?P<about> .+)?",
    ),
    (Wanted.SPEAKERS, rf"(?:by whom|from whom|whose {_TALK}) {_BE}(?P<one> .+?)(?: (?:given|presented|held))?"),
    (Wanted.SPEAKERS, rf"who {_BE} (?P<who>.+)"),
    (
        Wanted.TIME_AND_PLACE,
        rf"{_WHEN} {_DO} (?P<who>.+?) (?:be )?(?:going to )?{_SPEAK}(?: again| next)?(?: (?:about|on|regarding|concerning)(?P<about> .+))?(?: (?:in|at|on))?",
    ),
    (
        Wanted.TIME_AND_PLACE,
        rf"{_WHEN} {_DO} (?P<who>.+?) {_GIVE} (?:a |the |his |her |their )?(?P<before>(?:\S+ )??){_TALK}(?: {_ON}(?P<about> .+))?",
    ),
    (
        Wanted.TIME_AND_PLACE,
        rf"{_WHEN} (?:can|could|do|should|must) {_I} (?:{_SEE}|go|be)(?: (?:for|to|to (?:see|hear|attend)))?(?P<one> .+)",
    ),
    (Wanted.TIME_AND_PLACE, rf"{_WHEN} (?:{_DO})(?! (?:i|we|you|one|people)\b)(?: there)?(?P<one> .+?)?(?: {_HELD})*"),
    (Wanted.TIME_AND_PLACE, rf"(?:what {_BE} )?(?:the )?{_FACT} (?:of|for)(?P<one> .+)"),
    (Wanted.TIME_AND_PLACE, rf"what {_BE} (?:the )?(?P<one>.+ )?(?:{_FACT})"),
    (Wanted.TIME_AND_PLACE, rf"{_WHEN}(?: exactly)?|how late|since when"),
    (
        Wanted.PASSAGE,
        rf"what {_DO} (?P<who>.+?) {_EXPLAIN}(?: (?:us|me|people))? (?:about|on|of|regarding)(?P<about> .+)",
    ),
    (
        Wanted.TALKS,
        rf"(?:what|on what|about what)(?: else)?(?: (?:topics?|subjects?|things?))? {_DO}(?P<who> .+?)(?: (?:be|been|going to|else|also|ever|all|just))*"
        rf" (?:{_SPEAK}|{_EXPLAIN})(?: (?:{_ON}|to))?(?P<about> .+)?",
    ),
    (
        Wanted.TALKS,
        rf"(?:what|which)(?: other| else| more)?(?P<before>(?: \S+){{0,2}}?) {_TALK} {_DO}(?! there)(?P<who> .+?) {_GIVE}(?: (?:{_ON}|in|at))?(?P<about> .+)?",
    ),
    (
        Wanted.TALKS,
        rf"what(?: else)? {_DO}(?P<who> .+?) (?:give|present|do|doing|presenting|giving)(?: {_ON}(?P<about> .+))?",
    ),
    (
        Wanted.TALKS,
        rf"(?:{_DO}|has|had) (?:there )?(?:{_ANYBODY})(?: ever| already)? (?:{_SPEAK}|{_EXPLAIN}|knows?|{_GIVE} a {_TALK})(?: {_ON})?(?P<about> .+)",
    ),
    (
        Wanted.TALKS,
        rf"{_DO}(?P<who> .+?)(?: (?:ever|also|already|again|still))? (?:{_SPEAK}|{_GIVE} (?:a |an |any |some |the |other |more )*{_TALK})(?: (?:{_ON}|in|at))?(?P<about> .+)?",
    ),
    (
        Wanted.TALKS,
        rf"(?P<who>.+?) 's (?:(?:other|latest|last|next|first|new|newest|recent|all|previous|own) )*(?P<before>(?:\S+ ){{0,2}}?){_TALK}(?: {_ON}(?P<about> .+))?",
    ),
    (
        Wanted.TALKS,
        rf"what {_BE}(?P<who> .+?) 's (?:(?:other|latest|last|next|first|new|newest|recent|all|previous|own) )*{_TALK}(?: {_ON}(?P<about> .+))?",
    ),
    (
        Wanted.RUNNING_NOW,
        rf"what(?: else)?(?: (?:is|are|was|were|will|can|could|comes|happens|happened|starts|runs|has))?"
        rf"(?: (?:be|been|there|up|coming|on|happening|going|planned|scheduled|running|playing|presented|being|starting|next|now|to|{_SEE}|interesting|worth|seeing))*"
        rf"(?: (?:the|todays?|tomorrows?|'s|{_PROGRAMME}|like|look|looks))*(?: (?:on|in|at|for|during|of))?",
    ),
    (Wanted.TALKS, rf"what (?:can|could|should|do|shall|must) {_I} (?:{_SEE})(?: (?:on|about)(?P<about> .+))?"),
    (
        Wanted.TALKS,
        rf"(?:what {_BE} |how {_BE} )?(?:the )?(?:(?:whole|full|entire) )?{_PROGRAMME}(?: (?:on|in|at|for|of|like|look))*",
    ),
    (
        Wanted.TALKS,
        rf"(?:{_BE} there |there {_BE} |got |what {_BE} )?(?:anything|something|everything|stuff|things)(?: else| interesting| good| more| new)*(?: (?:on|about|by|from|in|at|regarding|to do with|related to))?(?P<about> .+)?",
    ),
    (
        Wanted.TALKS,
        rf"(?:(?:which|what|any|some|all|a|an|the|more|other|further|good|best|great|nice|interesting|my|every|is|are|was|were|will|there|be|been|has|have|had|going|to|only|also|another|should|i|attend|watch|see|hear|of|find|recommended?|where|can)\s)*"
        rf"(?!what\b|which\b|how\b|why\b|when\b|who\b|where\b|should\b|does\b|do\b|did\b|could\b|if\b|as\b)(?P<before>(?:\S+ ){{0,5}}?){_TALK}(?P<clause> .+)?",
    ),
    (
        Wanted.TALKS,
        r"(?:(?:which|what|any|some|all|the|other|more|is|are|was|were|will|there|be|a)\s)+"
        r"(?P<about>(?:(?!how\b)\S+ ){0,2}?(?:workshops?|keynotes?|tutorials?|panels?|posters?|trainings?|sprints?)(?: .+)?)",
    ),
)
FORMS = tuple((wanted, re.compile(source)) for wanted, source in _SOURCES)
