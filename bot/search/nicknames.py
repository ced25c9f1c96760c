"""Short forms of given names."""

_SAME = """
alex alexander alexandra alexandre alexey
andy andrew andreas
ben benjamin
beth liz lizzie eliza elizabeth elisabeth
bill will billy william
bob rob bobby robert
charlie charles
chris christopher christian christine christina
dan danny daniel
dave david
dick rick richard
don donald
doug douglas
ed eddie edward edwin
fred frederick frederic
greg gregory
hans johannes
honza jan
jack john
jeff jeffrey geoffrey geoff
jen jenny jennifer
jim jimmy james
joe joseph
josh joshua
kate katie kathy katherine catherine kathryn katharine
ken kenneth
kim kimberly
larry lawrence
leo leonard leonardo
maggie meg margaret
matt matthew matthias
max maximilian maxim
mike mick michael
nate nathan nathaniel
nick nicholas nikolas nicolas
pat patrick patricia
pepe jose
pete peter
phil philip phillip
ray raymond
ron ronald
sam samuel samantha
sasha aleksandr
steve stephen steven stefan
sue susan
ted theodore
tim timothy
tom tommy thomas
tony anthony antonio
vicky victoria
zac zach zack zachary
"""
NICKNAMES: dict[str, frozenset[str]] = {}
for _line in _SAME.split("\n"):
    for _name in _line.split():
        NICKNAMES[_name] = NICKNAMES.get(_name, frozenset()) | frozenset(_line.split()) - {_name}
