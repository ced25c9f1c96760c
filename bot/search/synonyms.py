"""Words of the trade that mean the same although nothing in their spelling says so."""

_SAME = """
k8s kubernetes
js javascript
ts typescript
py python
ml machine-learning
ai artificial-intelligence
nlp natural-language-processing
db database
postgres postgresql
tf tensorflow
np numpy
dotnet .net
golang go
rustlang rust
auth authentication
auth authorization
mfa 2fa multi-factor two-factor
cbv class-based-views
drf django-rest-framework
gui user-interface
ui user-interface
ux user-experience
oop object-oriented
fp functional-programming
tdd test-driven-development
bdd behavior-driven-development
ci continuous-integration
cd continuous-delivery
ide editor
os operating-system
vm virtual-machine
cli command-line
k8 kubernetes
devops operations
async asynchronous
sync synchronous
repo repository
config configuration
docs documentation
env environment
perf performance
viz visualization
dev developer
app application
stats statistics
l10n localization
i18n internationalization
a11y accessibility
crypto cryptography
dl deep-learning
rl reinforcement-learning
cv computer-vision
iot internet-of-things
hpc high-performance-computing
llm large-language-model
gpu graphics-card
cpu processor
intro introduction
"""
SYNONYMS: dict[str, tuple[str, ...]] = {}
for _line in _SAME.split("\n"):
    _names = [name.replace("-", " ") for name in _line.split()]
    for _name in _names:
        SYNONYMS[_name] = SYNONYMS.get(_name, ()) + tuple(other for other in _names if other != _name)
