"""Everyday words and the words of the trade for the same matter: who asks says "pictures", the abstract "images"."""

from functools import cache

from bot.search.forms import FALLBACK, stem

_MATTERS = """
photo picture image photograph camera vision
phone mobile smartphone handset android ios
website site web webpage browser
frontend javascript browser interface
backend server api service
money finance financial payment price
trading stock market quant investment hedge
bank banking fintech payment
kids children pupil school education classroom student young
teach teaching teacher education lesson course mentor
beginner newcomer novice introduction basics starter newbie
class workshop tutorial course hands-on training
slow fast speed performance optimize accelerate quick faster latency efficient
bug error failure defect exception crash fault
hack attack vulnerability exploit security pentest
security secure protect safe safety
secret encrypt encryption cryptography credential password
login authentication password identity signin oauth
doctor medical health healthcare hospital patient clinical medicine
illness disease diagnosis cancer patient
map geographic geospatial gis location spatial
music audio sound song
voice speech spoken audio
film movie video
game gaming play player
robot robotics drone autonomous
chip microcontroller embedded firmware board
sensor hardware device gadget iot electronics
star astronomy telescope galaxy
orbit satellite space spacecraft nasa
weather climate atmosphere forecast
river water ocean hydrology hydraulic
earth environment climate energy sustainability
gene dna genome genomics biology bioinformatics
brain neuroscience cognitive
molecule chemistry protein drug chemical
particle physics nuclear quantum
text document corpus nlp language
translate translation localization internationalization multilingual
meaning semantic understanding
sentiment opinion emotion review
summary summarize summarization condense
draw chart plot graph visualization diagram
table spreadsheet excel dataframe csv tabular
save store persist storage database
database sql query relational
node edge graph network
guess predict prediction forecast estimate
label tag classify classification classifier category
group cluster clustering segment
suggest recommend recommendation recommender personalize
learn train model
setting parameter hyperparameter tune configuration
evaluate validate measure metric score
spread distribute distributed parallel cluster scale
core multiprocessing multicore thread parallel
processor cpu gpu hardware
wait asynchronous async concurrent blocking
background queue task worker job
schedule workflow pipeline orchestrate cron
live realtime streaming stream event
pipeline etl ingestion processing
check test testing validate verify
test pytest unittest coverage assertion
automatic automate automation script
deploy deployment release ship production
install package packaging dependency distribution
library package module framework toolkit
update upgrade version migrate migration
old legacy rewrite port modernize
container docker image virtualization
cloud aws azure hosted serverless
cost cheap free budget
message chat bot chatbot messaging
mail email newsletter
news article journalism newspaper
tweet twitter social
shop retail ecommerce customer
factory industry manufacturing industrial
flight airline airport aviation
car vehicle driving automotive
travel hotel tourism trip
house home apartment estate
food recipe cooking restaurant
sport football team athlete
election vote politics government civic
crime police fraud detection
privacy personal gdpr anonymous
law legal licence copyright compliance
blind disability accessible accessibility
compile compiler jit native machine-code
memory leak garbage allocation
type typing annotation mypy
number numeric numerical numpy array
maths mathematics algebra statistics statistical
desktop gui window widget
terminal shell console command-line cli
editor ide plugin
debug debugger debugging inspect
trace tracing profile profiler instrument
log logging monitor monitoring observability
outage incident reliability resilience uptime failure
refactor restructure cleanup quality
style lint formatter convention consistent
review reviewer pull-request feedback
fake mock stub
scrape scraping crawl crawler spider
feed rss syndication
network router networking switch
firewall proxy certificate tls https
simulate simulation model
company business enterprise corporate
startup entrepreneur founder company
freelance freelancer consultant contractor
job career hiring interview recruiting
boss manager management leadership
team collaboration people culture
welcoming inclusive diversity community
volunteer contributor contribute maintainer
user-group meetup community
story history journey experience lessons
future next roadmap
opening welcome keynote plenary
question answer panel
write writing documentation author
manual docs documentation guide
book author publish
science scientific research researcher
laboratory experiment instrument
print printer printing manufacturing
art artist creative generative
extension plugin addon extensible
template render html
page view template html
rest api http endpoint
object class inheritance oop
function functional closure lambda
loop iterator generator iteration
interpreter cpython bytecode internals
speed performance fast
"""


@cache
def _related_by_stem() -> dict[str, tuple[str, ...]]:
    related: dict[str, dict[str, None]] = {}
    for line in _MATTERS.split("\n"):
        words = line.replace("-", " ").split()
        for word in words:
            related.setdefault(stem(word, FALLBACK), {}).update(dict.fromkeys(words))
    return {key: tuple(word for word in words if stem(word, FALLBACK) != key) for key, words in related.items()}


def related_words(word: str) -> tuple[str, ...]:
    return _related_by_stem().get(stem(word, FALLBACK), ())
