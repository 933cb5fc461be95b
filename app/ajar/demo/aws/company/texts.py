"""What stands in the company's files: people, firms and addresses are made up, every domain is reserved."""

ANNOUNCEMENT_DRAFT = """\
DRAFT 7 - do not forward - embargo until Tuesday 8 December, 15:00 CET

# Meet Finch 4

Today we are releasing Finch 4, the first of our models that reads a whole filing cabinet at once.

For three years our customers asked for the same thing: not a cleverer answer, but one that shows where it
came from. Finch 4 quotes the page and the line for everything it says, and says "I don't know" when there is
none. In our own trials it did so 41 times out of 1,000; Finch 3 did it twice.

[IRIS: can we say "first"? legal wants "among the first". I'd rather drop the line than soften it.]

- Context of two million words
- 34 languages, up from 12; Welsh and Maltese at last
- Half the price of Finch 3 until the end of March   <- NOT decided, Tobias will confirm by Friday

Finch 4 is open to everyone on the waiting list from today, and to all from 12 January.

[Quote from Hanna goes here. She hated the last one. Something a person would say, please.]
"""

ANNOUNCEMENT_OLD = """\
DRAFT 3

# Introducing Finch 4: Redefining Document Intelligence

We are thrilled to announce ...

[Hanna: no. Nobody is thrilled. Start again, and start with what it does.]
"""

PRESS_QUESTIONS = """\
Questions we will get, and what we say (Iris, 16 Nov)

1. Why so late? - It was ready in September. It was not good enough in September.
2. Is it bigger than Finch 3? - We don't talk about size. (True answer: a third smaller. Do NOT say so yet.)
3. Who was it trained on? - Licensed archives and public text; the list is in the model card, section 4.
4. Are you raising money? - We don't comment. (Nobody smiles at this one.)
"""

GUEST_LIST = """\
Dinner with Hanna, Thursday 3 December, 19:30 - upstairs at the Old Boathouse, private room
table,name,from,diet,note
1,Hanna Marrow,us,,host
1,Ruben Okafor,Okafor Ventures (example.org),no shellfish,sit next to Hanna
1,Lotte van Dijk,The Evening Ledger (example.com),vegetarian,embargo signed 12 Nov
1,Prof. Miguel Sarmiento,University of Northmoor (example.edu),,wrote the review - be nice
2,Tobias Finch,us,,co-host
2,Aiko Brandt,Brandt & Lowe (example.net),vegan,decides about the archive licence
2,Sister Agnes Whitlow,St Brannoc's Library (example.org),,first customer ever! seat by the window
2,Pavel Novotny,independent,nuts!!,asked to come without his camera
"""

RUNNING_ORDER = """\
Running order, dinner 3 December (internal!)

19:00  Iris and Sam at the door. Phones go into the basket.
19:30  Drinks. Nobody mentions Finch 4 yet.
20:00  Seated. Hanna says a few words - five minutes, no slides, we promised.
20:15  First course. Tobias tells the story of the flooded cellar.
20:50  Finch 4 is shown on the one laptop. Three questions from the table. If it is stuck: carry on.
21:30  Main course.
22:15  Hanna's surprise: Sister Agnes switches it on for the waiting list. (Sam holds the button.)
23:00  Taxis. Boathouse closes at half past.

If the press gets wind of it: call Iris, not Hanna.
"""

SEATING_NOTE = """\
Moved Ruben away from Aiko - they are in court with each other. Do not write that down anywhere. - S.
"""

WEBSITE_INDEX = """\
<!doctype html>
<title>Marrow &amp; Finch</title>
<h1>Answers that show their work</h1>
<p>We build language models that quote the page. There are thirty of us, above a bakery.</p>
"""

WEBSITE_MISSING = """\
<!doctype html>
<title>Not here</title>
<p>There is no such page. The bread downstairs is real, though.</p>
"""

CUSTOMERS = """\
customer,plan,since,contact
St Brannoc's Library,archive,2021-02-11,agnes@library.example
Northmoor Council,office,2022-06-30,records@council.example
Dunlin Shipping,office,2023-01-09,pia@dunlin.example
Copperfield Notaries,archive,2024-10-21,desk@notaries.example
"""

SCANNED_LETTER = """\
(scan of a letter, page 1 of 1)
To whom it may concern: the lease of the rooms above the bakery is renewed until 31 May 2028.
Signed for the landlord, B. Crumb
"""

EMBARGOED_PRESS = """\
PRESS KIT SPRING: logo, three portraits, one page about the company. Free to print until 30 September.
"""

PARTNER_HANDOVER = """\
Hand-over for the indexing project, March 2022. Their contact has left; ask Tobias whether we still need this.
"""

TRAINING_NOTE = """\
step,loss,learning_rate
100000,2.113,0.00031
120000,2.087,0.00028
140000,2.064,0.00025
"""

APPLICATION_CONFIG = """\
{"service": "answers", "log_level": "info", "cache_minutes": 15, "languages": 34}
"""

BUDGET = """\
quarter,office,machines,people
2026Q3,31200,412800,588100
2026Q4,29900,455000,601400
"""

PAID_HANDBOOK = """\
The Finch 3 handbook. Licensed to the person who paid for it; please do not pass it on.
1. Setting up   2. Good prompts   3. What it gets wrong
"""

UPLOAD_FORM = """\
name: Test Person
message: is this thing on? trying the upload form again
"""

TOKYO_ARCHIVE = """\
Press cuttings from the Tokyo week, autumn 2022.
"""
