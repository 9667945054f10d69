"""The names of the months in the languages that write dates with them.

A line a language: its BCP 47 tag and twelve entries, January first; "|" separates the forms of one
month (nominative, genitive, abbreviation without its dot), "-" leaves a month out. A form that
means two months in two languages is left out of both, except "listopada" (see `month_of`).
"""

from __future__ import annotations

import unicodedata

_NAMES = """
af januarie februarie maart april mei junie julie augustus september oktober november desember
am ጃንዋሪ|ጃንዩወሪ ፌብሩዋሪ|ፌብሩወሪ ማርች ኤፕሪል|ኤፕረል ሜይ ጁን ጁላይ ኦገስት|ኦገስት ሴፕቴምበር|ሴፕቴምበር ኦክቶበር|ኦክተውበር ኖቬምበር|ኖቬምበር ዲሴምበር|ዲሴምበር
ar يناير|جانفي فبراير|فيفري مارس أبريل|ابريل|إبريل|أفريل مايو|ماي يونيو|يونيه|جوان يوليو|يوليه|جويلية أغسطس|اغسطس|أوت سبتمبر أكتوبر|اكتوبر نوفمبر ديسمبر
ar-Levant - شباط آذار|اذار نيسان أيار|ايار حزيران تموز آب أيلول|ايلول - - -
az yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr
be студзеня лютага сакавіка красавіка мая|траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня
bg януари|яну февруари март|мар април|апр май юни юли август|авг септември|сеп|септ октомври|окт ноември|ное декември|дек
bn জানুয়ারি|জানুয়ারী|জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ca gener|gen febrer|febr març abril maig|mai juny juliol|jul agost setembre|set octubre novembre desembre|des
cs leden|ledna|led únor|února|úno březen|března|bře duben|dubna|dub květen|května|kvě červen|června|čvn červenec|července|čvc srpen|srpna|srp září|zář říjen|října|říj listopad|listopadu|lis prosinec|prosince|pro
cy ionawr|ion chwefror|chwe mawrth|maw ebrill|ebr mai mehefin|meh gorffennaf|gor awst medi hydref|hyd tachwedd|tach rhagfyr|rhag
da januar|jan februar|feb marts|mar april|apr maj juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov december|dec
de januar|jänner|jan|jän februar|feber|feb märz|mrz|mär april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov dezember|dez
el ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μαίου|μάιος|μαΐ ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ|σεπτ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ
en january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec
eo januaro februaro marto aprilo majo junio julio aŭgusto|aŭg septembro oktobro novembro decembro
es enero|ene febrero|feb marzo|mar abril|abr mayo junio|jun julio|jul agosto|ago septiembre|setiembre|sep|sept|set octubre|oct noviembre|nov diciembre|dic
et jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|sept oktoober|okt november|nov detsember|dets
eu urtarrila|urtarrilak|urtarrilaren otsaila|otsailak|otsailaren martxoa|martxoak|martxoaren apirila|apirilak|apirilaren maiatza|maiatzak|maiatzaren ekaina|ekainak|ekainaren uztaila|uztailak|uztailaren abuztua|abuztuak|abuztuaren iraila|irailak|irailaren urria|urriak|urriaren azaroa|azaroak|azaroaren abendua|abenduak|abenduaren
fi tammikuu|tammikuuta|tammi helmikuu|helmikuuta|helmi maaliskuu|maaliskuuta|maalis huhtikuu|huhtikuuta|huhti toukokuu|toukokuuta|touko kesäkuu|kesäkuuta|kesä heinäkuu|heinäkuuta|heinä elokuu|elokuuta|elo syyskuu|syyskuuta|syys lokakuu|lokakuuta|loka marraskuu|marraskuuta|marras joulukuu|joulukuuta|joulu
fr janvier|janv|jan février|fevrier|févr|fév mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct novembre|nov décembre|decembre|déc
ga eanáir|ean feabhra|feabh márta aibreán|aib bealtaine|beal meitheamh|meith iúil lúnasa|lún|lún mfómhair fómhair samhain|samh|samhna nollaig|noll|nollag
gl xaneiro|xan febreiro|feb marzo abril|abr maio xuño xullo|xul agosto|ago setembro|set outubro|out novembro|nov decembro|dec
gu જાન્યુઆરી ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ|ઓગસ્ટ સપ્ટેમ્બર ઑક્ટોબર|ઓક્ટોબર નવેમ્બર ડિસેમ્બર
ha janairu fabrairu maris afrilu mayu yuni yuli agusta satumba oktoba nuwamba disamba
he ינואר פברואר מרץ|מרס|מארס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
hi जनवरी फ़रवरी|फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर
hr siječanj|siječnja|sij veljača|veljače|velj ožujak|ožujka|ožu travanj|travnja|tra svibanj|svibnja|svi lipanj|lipnja srpanj|srpnja kolovoz|kolovoza|kol rujan|rujna|ruj - studeni|studenoga|studenog|stu prosinac|prosinca
hu január|jan február|febr|feb március|márc április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec
hy հունվարի|հունվար փետրվարի|փետրվար մարտի|մարտ ապրիլի|ապրիլ մայիսի|մայիս հունիսի|հունիս հուլիսի|հուլիս օգոստոսի|օգոստոս սեպտեմբերի|սեպտեմբեր հոկտեմբերի|հոկտեմբեր նոյեմբերի|նոյեմբեր դեկտեմբերի|դեկտեմբեր
id januari|jan februari|pebruari|feb maret|mar april|apr mei juni|jun juli|jul agustus|agu|ags september|sep oktober|okt november|nopember|nov desember|des
is janúar|jan febrúar|feb mars|mar apríl|apr maí júní|jún júlí|júl ágúst|ágú september|sep október|okt nóvember|nóv desember|des
it gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|sett|set ottobre|ott novembre|nov dicembre|dic
ka იანვარი|იანვარს|იან თებერვალი|თებ მარტი|მარტს|მარ აპრილი|აპრ მაისი|მაი ივნისი|ივნ ივლისი|ივლ აგვისტო|აგვ სექტემბერი|სექ ოქტომბერი|ოქტ ნოემბერი|ნოე დეკემბერი|დეკ
kk қаңтар|қаң ақпан|ақп наурыз|нау сәуір|сәу мамыр|мам маусым|мау шілде|шіл тамыз|там қыркүйек|қыр қазан|қаз қараша|қар желтоқсан|жел
km មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
kn ಜನವರಿ ಫೆಬ್ರವರಿ|ಫೆಬ್ರುವರಿ ಮಾರ್ಚ್|ಮಾರ್ಚ ಏಪ್ರಿಲ್ ಮೇ ಜೂನ್ ಜುಲೈ ಆಗಸ್ಟ್ ಸೆಪ್ಟೆಂಬರ್ ಅಕ್ಟೋಬರ್ ನವೆಂಬರ್ ಡಿಸೆಂಬರ್
ku çileyê|çile sibatê|sibat adarê|adar nîsanê|nîsan gulanê|gulan hezîranê|hezîran tîrmehê|tîrmeh tebaxê|tebax îlonê|îlon cotmehê|cotmeh mijdarê|mijdar berfanbarê|berfanbar
ky январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь
lb januar februar mäerz abrëll mee juni juli august september oktober november dezember
lo ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ
lt sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis liepos|liepa rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis
lv janvāris|janvārī|janvāra februāris|februārī|februāra marts|martā|marta aprīlis|aprīlī|aprīļa maijs|maijā|maija jūnijs|jūnijā|jūnija jūlijs|jūlijā|jūlija augusts|augustā|augusta septembris|septembrī|septembra oktobris|oktobrī|oktobra novembris|novembrī|novembra decembris|decembrī|decembra
mk јануари февруари март април мај јуни јули август септември октомври ноември декември
ml ജനുവരി ഫെബ്രുവരി മാർച്ച്|മാര്‍ച്ച് ഏപ്രിൽ|ഏപ്രില്‍ മേയ്|മെയ് ജൂൺ|ജൂണ്‍ ജൂലൈ|ജൂലായ് ഓഗസ്റ്റ്|ആഗസ്റ്റ് സെപ്റ്റംബർ|സെപ്തംബർ|സെപ്റ്റംബര്‍ ഒക്ടോബർ|ഒക്ടോബര്‍ നവംബർ|നവംബര്‍ ഡിസംബർ|ഡിസംബര്‍
mr जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै|जुलैै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर
ms januari februari mac april mei jun julai ogos september oktober november disember|dis
mt jannar|jan frar|fra marzu|mar april|apr mejju|mej ġunju|ġun lulju|lul awwissu|aww settembru|set ottubru|ott novembru|nov diċembru|diċ
my ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ်|သြဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
nb januar|jan februar|feb mars april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov desember|des
ne जनवरी|जनवरी फेब्रुअरी|फेब्रुवरी मार्च अप्रिल|अप्रील मे जुन जुलाई|जुलाइ अगस्ट|अगस्त सेप्टेम्बर|सेप्टेम्वर अक्टोबर नोभेम्बर डिसेम्बर
nl januari|jan februari|feb maart|mrt april|apr mei juni|jun juli|jul augustus|aug september|sep|sept oktober|okt november|nov december|dec
pa ਜਨਵਰੀ ਫ਼ਰਵਰੀ|ਫਰਵਰੀ|ਫ਼ਰਵਰੀ ਮਾਰਚ ਅਪ੍ਰੈਲ ਮਈ ਜੂਨ ਜੁਲਾਈ ਅਗਸਤ ਸਤੰਬਰ ਅਕਤੂਬਰ ਨਵੰਬਰ ਦਸੰਬਰ
pl styczeń|stycznia|sty luty|lutego|lut marzec|marca|mar kwiecień|kwietnia|kwi maj|maja czerwiec|czerwca|cze lipiec|lipca sierpień|sierpnia|sie wrzesień|września|wrz październik|października|paź listopad|listopada|lis grudzień|grudnia|gru
ps جنوري فبروري مارچ اپریل مۍ جون جولای اګست سپتمبر اکتوبر نومبر ډسمبر
pt janeiro|jan fevereiro|fev março|marco|mar abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez
ro ianuarie|ian februarie|feb martie|mart aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct noiembrie|noi|nov decembrie|dec
ru января|янв февраля|фев|февр марта|мар апреля|апр мая|май июня|июн июля|июл августа|авг сентября|сен|сент октября|окт ноября|ноя|нояб декабря|дек
si ජනවාරි පෙබරවාරි මාර්තු අප්‍රේල්|අප්රේල් මැයි ජූනි ජූලි අගෝස්තු සැප්තැම්බර් ඔක්තෝබර් නොවැම්බර් දෙසැම්බර්
sk január|januára februára|február marec|marca apríl|apríla máj|mája jún|júna júl|júla august|augusta september|septembra október|októbra november|novembra december|decembra
sl januar|januarja februar|februarja marec|marca april|aprila maj|maja junij|junija|jun julij|julija|jul avgust|avgusta|avg september|septembra oktober|oktobra november|novembra december|decembra
so jannaayo febraayo maarso abriil maajo juun luulyo agoosto sebtembar oktoobar nofembar diseembar
sq janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor
sr јануар|јануара|јан фебруар|фебруара|феб март|марта април|априла|апр мај|маја јун|јуна јул|јула август|августа|авг септембар|септембра|сеп октобар|октобра|окт новембар|новембра|нов децембар|децембра|дец
sr-Latn januar|januara|jan februar|februara|feb mart|marta|mar april|aprila|apr maj|maja jun|juna jul|jula avgust|avgusta|avg septembar|septembra|sep oktobar|oktobra|okt novembar|novembra|nov decembar|decembra|dec
sv januari|jan februari|feb mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt november|nov december|dec
sw januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba
ta ஜனவரி பிப்ரவரி|பெப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
te జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై|జులై ఆగస్టు|ఆగస్ట్ సెప్టెంబర్|సెప్టెంబరు అక్టోబర్|అక్టోబరు నవంబర్|నవంబరు డిసెంబర్|డిసెంబరు
tg январи феврали марти апрели майи июни июли августи сентябри октябри ноябри декабри
th มกราคม|มค กุมภาพันธ์|กพ มีนาคม|มีค เมษายน|เมย พฤษภาคม|พค มิถุนายน|มิย กรกฎาคม|กค สิงหาคม|สค กันยายน|กย ตุลาคม|ตค พฤศจิกายน|พย ธันวาคม|ธค
tl enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre
tr ocak|oca şubat|şub mart nisan|nis mayıs haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara
uk січня|січ лютого|лют березня|бер квітня|квіт травня|трав червня|черв липня|лип серпня|серп вересня|вер жовтня|жовт листопада|лист грудня|груд
ur جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
uz yanvar fevral mart aprel may iyun iyul avgust sentabr|sentyabr oktabr|oktyabr noyabr dekabr
zu januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba
"""  # noqa: E501 - a line a language
_HEBREW_IN = "ב"  # "in", written as part of the name
_DOTTED_I = "i\u0307"  # what "İ" becomes in lower case


def _table() -> dict[str, int]:
    return {
        unicodedata.normalize("NFC", form): number
        for line in _NAMES.strip().splitlines()
        for number, forms in enumerate(line.split()[1:], start=1)
        for form in forms.split("|")
        if form != "-"
    }


MONTHS = _table()


def month_of(name: str, *, after_dot: bool = False) -> int | None:
    """The month (1 to 12) that `name` means in any language; None where it means none.

    `after_dot` tells whether a dot follows the number of the day: "8. listopada" is Croatian, and
    October; "8 listopada" is Polish, and November.
    """
    name = name.lower()
    if not name.isascii():
        name = unicodedata.normalize("NFC", name.replace(_DOTTED_I, "i"))
    if name == "listopada" and after_dot:
        return 10
    return MONTHS.get(name) or MONTHS.get(name.removeprefix(_HEBREW_IN))
