"""What a note names: sentences as different hands write them, with every mention in brackets and, behind a bar, what it is.

p person or nickname, v vehicle, t telephone, a address, b premises, h handle.
"""

import re

import pytest

from sightline.casenotes.mentions.finder import find_mentions

KINDS = {"p": "person", "v": "vehicle", "t": "phone", "a": "address", "b": "premises", "h": "handle"}
MARKED = re.compile(r"\[([^|\]]+)\|(\w)\]")

# The child is Sumaya Farrow unless the story says otherwise.
PEOPLE = [
    "[Sumaya|p] upset. [SUMAYA|p] would not say why. [Sumaya Farrow|p], 14, seen.",
    "PC [KOWALCZYK|p] attended with PS 4418 [WOOD|p]. Mr [Bell|p] was out.",
    "Mrs [Farrow|p] rang. Ms [O'Dowd|p] (SENCO) and Miss [Adeyemi-Clarke|p] met her. Dr. [van der Berg|p] agreed.",
    "Her brother [Yusuf|p] (9) and cousin [Thanh|p] were home. Mum [Sharon|p] at work.",
    "she came with her mate [arbnora|p] and [kacie-mae|p] who used to live next door",
    "Friend [Priyanka|p] says that [Damilola|p] picks them up. [Damilola|p] is about 30.",
    "A man named [Zbigniew|p], late 20s, told [Nia|p] and [Eirlys|p] to get in.",
    "[Susan WALKER|p], mother's partner, and [Tomos KING|p] were there.",
    "I asked [Grace|p] and she said that [Faith|p] had left. [Hope|p] cried.",
    "[Sumaya|p] saw her in May. It may be that she will go. Will she be safe? Mark the date.",
    "Staff: [K. Oyelowo|p], [D. Wood|p]. Signed [B. Singh|p]",
    "Discussed with [Aleksandra Nowicka|p], named nurse, and [Gurdeep|p] from CAMHS.",
    "spoke to [Nguyen Thi Lan|p] through an interpreter",
    "[Abdi Hassan Warsame|p] and [Hodan|p] were seen with [Ifrah|p].",
    "Told [Jean-Pierre|p] that [Siân|p] and [Łukasz|p] would ring. [Łukasz|p] did.",
    "The older male, [Besnik|p], 34, drives her about. [Besnik|p]'s flat is near.",
    "foster carer [Maureen|p] rang, says [Sumaya|p] is back",
    "thanks, [shaz|p]",
    "She is scared of [Rizgar|p]. Owes [Rizgar|p] money.",
    "[Sumaya|p] and [Oluwaseun|p] were in the park. Later [Oluwaseun|p] denied it.",
    "Handover from [T. Achebe|p]: settled evening.",
    "Sister [Kelly-Ann|p] and dad [Wieslaw|p] attended.",
    "Present: [Ruth Adjei|p] (SW), [Imran Aziz|p] (police), [Bea|p] (school).",
    "He said [Danny|p] made him do it.",
    "[Besart|p], her older cousin, in the house. Also [Lorik|p] (a friend).",
    "[BESNIK HOXHA|p] WAS SEEN BY PC 5512 [HARTLEY|p] WITH [SUMAYA FARROW|p] WHO STATES THAT SHE IS FINE",
    "seen with [Big Mo|p], [Jamie L|p]. [Sumaya|p] came too. Her Uncle [Bash|p] rang.",
    "Guardian: [Helen Brook|p]. For the LA: Mr [Sharma|p] of counsel. Child A. At court today.",
    "Present: [Amy|p] (mum), [Jo|p] (YW), DS [Patel|p]. Mum [Dawn|p] late.",
    "Text from [Shanelle|p] to [Bilal|p]; call from [Ngozi|p].",
    "[Mohammed|p] and [Ahmed|p] collected her.",
    "saw [Sumaya|p] with an older girl, [Crystal|p], who does the talking",
]
NICKNAMES = [
    "A male known as [Stretch|p] was named. [Stretch|p] drives.",
    'someone called "[tee|p]" keeps ringing; "[tee|p]" is older',
    "street name [Smoke|p], real name not known",
    "He goes by [Biggs|p]. Everyone calls him [Biggs|p].",
    "boy aka [Ghost|p] and a girl nicknamed [Tiny|p]",
    "She has him saved as [Uncs|p] in her phone",
    "two men, [Lorenc|p] and another they call [Shooter|p]",
    'it was "[big kev|p]" who told her',
    "an older called [Fizz|p] runs it",
    "alias [Razor|p], thought to be 25",
]
VEHICLES = [
    "gets in a [silver BMW|v], [LK19 ZXR|v], at the gates",
    "[dark grey VW Golf|v] reg [GY65 KLO|v]",
    "driver of a [Ford Transit, white|v], plate ends [7KT|v]",
    "a [black Audi|v] pulled up, reg something like [FD18|v]",
    "[blue fiesta|v] outside, two lads in the car",
    "partial VRM [BN6|v], [red Clio|v]",
    "VRM: [YB71OOP|v]. Insured to a male in town.",
    "old shape [green Corsa|v], index [T341 NWW|v]",
    "picked up in a [white Range Rover|v] with blacked out windows",
    "an [Astra, silver|v], index not seen",
    "a [grey Mercedes|v] and later a [black Mercedes Sprinter|v]",
    "reg [kx12 abv|v]",
    "number plate starting [MA07|v] seen, then the van left",
    "car reg began with [HG|v] she thinks",
    "small [light blue Nissan Micra|v] driven by a woman",
    "[white and blue Mini|v] parked by the shops",
    "the last three of the reg were [WXP|v]",
    "He has an [orange Seat Leon|v]. The taxi had reg [P7 XTC|v].",
    "Vehicle [BV58UYE|v] stopped; driver spoken to.",
    "a [silver 5 door Peugeot 206|v]",
    "a [gold-coloured Lexus|v] waited",
    "[Silver Vauxhall Corsa|v] ([EO13 KKJ|v]) x3 this week",
    "he drives a [matt black Golf|v] R",
    "car is a [metallic blue Honda Civic|v], tinted windows",
    "left in a taxi, [white Toyota Prius|v], plate [PK66|v] something",
    "on a [red Yamaha|v] moped, no plate",
    "[BLUE FORD FIESTA|v] REG [ND09 YTX|v] SEEN",
    "white van, first half of the reg [YT70|v]",
    "the plate had [3TR|v] in it",
    "Index: [AJ05|v] ???, [purple Micra|v]",
    "reg no [M4 TTY|v], private plate",
    "registration ([V219 DHH|v]) belongs to a hire firm",
    "in the back of a [black BMW X5|v]",
    "[grey/silver Passat|v] circling",
    "a [red and black Smart car|v] at the kerb",
    "reg [G123 ABX|v]",
    "VRM [LJ 68 FRT|v] stopped",
    "a [Mercedes C Class, black|v]; driver male",
    "the [Audi was white|v].",
    "in a [blue Escort|v], [T871 NWB|v], both times",
    "a [dark BMW|v] follows her",
    "[black golf|v] outside, [jk17 hbx|v]",
    "plate, which she wrote down as [TJ16|v]",
    "a [Golf, possibly grey|v], and [U871 RTB|v] noted",
    "an [Astra estate, colour blue|v].",
    "seen in a [blacked-out Range Rover|v]",
]
PHONES = [
    "call from [07700 900123|t]; second phone [+447700900456|t]",
    "Texts come from [07700-900-789|t] at night",
    "landline [0161 496 0123|t], mobile [07700900321|t].",
    "her number is now [07700 900 654|t] (new SIM)",
    "messages from a +44 number ending [908|t]",
    "unknown mobile, last three digits [417|t]",
    "Albanian number [+355 67 212 3456|t] rang all night",
    "the caller's number was [07*** ***482|t]",
    "withheld, then [020 7946 0991|t]",
]
PLACES = [
    "visited [14 Larkspur Road|a] with police",
    "lives at [Flat 6, 22 Hob Lane|a] and stays on [Quarry Street|a]",
    "found on [Marlpit Ave|a], then at [3B Kiln Close|a]",
    "seen on [Albion Way|a] by the bins",
    "dropped at [Holme Terrace, ZZ3 4QT|a]",
    "stayed at the [Meridian Hotel|b] and the [Bridge Inn|b]",
    "outside [Pizza Palace|b] on [Union Street|a]",
    "they meet at [Kebab King|b] or behind [Lidl|b]",
    "at the [Plough|b] after school",
    "works at [Sparkle Hand Car Wash|b] for cash",
    "in [Wexley Park|b] till late, near [Wexley bus station|b]",
    "picked up from [Larch House|b] by taxi",
    "at [Café Sol|b] with two men; [Bella's Nail Bar|b] next",
    "the [Harkaway Centre car park|b] was empty",
    "sat in [McDonald's|b] then [Subway|b]",
    "flat above [Golden Fry Fish Bar|b]",
    "at [12 mill lane|a] again last nite",
    "goes to the [Old Forge|b] with them",
    "Attends [Thornbeck Academy|b].",
    "behind the [Red Lion|b] with two adults, then the [Crown Hotel|b] on [Station Road|a]",
    "met at the [Rose and Crown|b]; [Bar Verona|b] before that",
    "They use the [Quayside garages|b] and [Wexley services|b].",
    "works in the [North Star Takeaway|b]",
    "dropped by [Northgate multi-storey|b]",
    "moved to [Beechwood Children's Home|b]; seen at [Burnley Bus Station|b]",
    "eating at [Golden Wok|b], then outside [Samosa Hut|b]",
    "at [Lucky Star|b] with men; the [Bluebell caravan park|b]",
    "found in [Orchard Court|a], third floor",
    "moved into [17 Orchard Court|a]",
]
HANDLES = [
    "Snap name [lil_rae07|h], insta [@sumz.f|h]",
    "a man using [@dj_bass|h] asked for pictures",
    'her TikTok is "[sumzworld|h]"',
    "added by [zay.22|h] on Snapchat",
    "Discord user [nightowl_x|h] sent links",
]
NOTHING = [
    "Attendance has fallen. Police spoke to Mum. School agreed. Social Care to visit Tuesday.",
    "DSL rang MASH. Strategy Meeting in March. Early Help closed. CAMHS waiting list.",
    "She went to Skelbeck by train and came back from Harrowby. Seen in Ostley.",
    "NHS no 943 476 5919, UPN A123456789012, crime 06/2231/21, £200, 101 and 999.",
    "Returned 0215 hrs. Left at 1630. Y10 SEN, KS3, S47, P3 lesson, form 10B.",
    "Likes Minecraft, uses WhatsApp and an iPhone. English and Maths good. Polish speaker.",
    "He was seen in a white van. She drove her car. Taxi paid for. A Golf was parked.",
    "the main road, a side street, the car park, a hotel, her flat, the park, the takeaway",
    'He called her "selfish". Described as "promiscuous". Known as a misper. Called back later.',
    "email o.dowd@example.org or see www.example.org at 3.30pm",
    "Handover, then lunch. Referrer wrote twice. Observations normal. Overnight stay agreed.",
    "Fraser competent. Nitrous canisters found. Pregnancy test negative. Xanax taken.",
    "Grace was said before lunch. May be late. Will ring back. Hope to visit. Joy at the result.",
    "Had a bath. Ate toast. Slept. Cannot recall. Unclear why. Sobbing. Went bowling on Saturday.",
    "wasnt happy, didnt say much, mum doesnt know, friend whos older, dad isnt well",
    "Seen at the Crown Court by the Youth Offending Team. An Indian restaurant. The Head of Year was in.",
    "The car reg was on the M25 by the A46. Plate and PC in the room. Year 10, Y11, B123 form.",
    "Stayed at Her Dads House. A group called The Link. Call to Crimestoppers. Barnardo's involved.",
    "12/05/21 10:30 - 01.02.2023 - 2019: nothing. In 2008 aged 14. 3 x 500mg.",
]  # fmt: skip


def read_marked(story: str) -> tuple[str, list[tuple[str, str]]]:
    marked = [(found[1], KINDS[found[2]]) for found in MARKED.finditer(story)]
    return MARKED.sub(r"\1", story), marked


@pytest.mark.parametrize("story", [*PEOPLE, *NICKNAMES, *VEHICLES, *PHONES, *PLACES, *HANDLES, *NOTHING])
def test_every_mention_and_nothing_else(story: str) -> None:
    text, marked = read_marked(story)
    found = find_mentions(text, subject="Sumaya Farrow", agency="police")
    assert [(one.text, "person" if one.label == "nickname" else one.label) for one in found] == marked
