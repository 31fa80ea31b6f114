"""What senders say in other languages of Europe: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Hungarian
HU = Words(
    strong="""ellenorzo kod, ellenorzokod, megerosito kod, megerositokod, biztonsagi kod, egyszer hasznalatos, egyszeri kod,
        egyszeri jelszo, bejelentkezesi kod, belepesi kod, belepokod, aktivalo kod, aktivacios kod, hitelesito kod,
        hitelesitesi kod, visszaigazolo kod, jegyu kod, szamjegyu kod, kovetkezo kod, alabbi kod, add meg a kodot, adja
        meg a kodot, igazolo kod, sms kod, sms-kod, parosito kod, feloldo kod, jovahagyo kod, alairo kod, egyszeri pin,
        belepteto kod, azonosito kod, kovetkezo szam, alabbi szam, az on kodja, kodod, kodja:, a kod:, kod:,
        hitelesitokod, egyszer felhasznalhato, egyszer hasznalhato, ideiglenes jelszo, ideiglenes kod, ideiglenes pin,
        belepo kod, hozzaferesi kod, aktivalokod, jovahagyasi kod, azonositokod, regisztracios kod, visszaallito kod,
        visszaallitasi kod, feloldokod, parositasi kod, alairo jelsz, alairasi kod, smskod, uj kod, itt a kod, itt van
        a kod, a kovetkezo kod, az alabbi kod, ezt a kodot, ez a kod, add meg a kod, adja meg a kod, ird be a kod, irja
        be a kod, ezeket a szamjegyeket, szavazo kod""",
    weak="""kodja, kodjat, kodod, kodom, szamjegy, szamsor, szamot, kodot, jelszo, koddal, kod, jelszoval, jelszot, ezt a
        szam, kovetkezo szam, kod., kodok, jelszav, pin-kod, pin kod, pinkod, kulcs, kulcsot, szamjegyek, szo., szot.,
        szavakat, kifejezes, karakter, jelsor, jelige""",
    context="""belep, belepes, sovelluk, alkalmazas, fizet, jovahagy, megerosit, ellenoriz, bejelentkez, erveny, percig, perc,
        lejar, parosit, eszkoz, aktival, feloldas, kepernyo, weboldal, megeros, ellenor, hitelesit, igazol, regisztr,
        ervenyes, percen, perc., percet, egyszer, ne oszd, ne ossza, ne add, ne adja, senkinek, soha., bizalmas, uj
        eszkoz, bongeszo, fiokod, fiokja, fiok., letrehoz, befejez, szemelyazon, azonosit, utalas, kedvezmenyezett,
        alair, visszaallit, elfelejt, hozzafer, felold, paros, osszekapcsol, folytat""",
    other="""cislo karty, diakigazolvany, adoszam, cegjegyzek, beleg, rendeles, szamla, csomag, kedvezmeny, kupon,
        iranyitoszam, foglalas, recept, szoba, sorozatszam, atveteli, ulohely, vevo., vevokod, ugyfel, vevoazonosit,
        kerdoiv, ajto, kapu, hibakod, termekkod, cikkszam, modellkod, allaskod, felhasznaloszam, betegszam, vonalkod,
        rendelesszam, rendelesi szam, szamlaszam, szamla sorszam, szamlavege, ugyfelszam, ugyfelazonosito,
        szerzodesszam, szerzodes, ugyszam, ugyiratszam, iktatoszam, hibajegy, jegyszam, hivatkozasi szam,
        referenciaszam, foglalasi szam, jegy., ules., vonat, kocsi., jarat, csomagszam, csomagazonosito, kuldemeny,
        nyomkovet, kotvenyszam, kotveny, karszam, kartyaszam, tagsagi, tagszam, torzsszam, om azonosito, adoazonosito,
        bankszamla, telefonszam, telefon, tel., mobil, fax., utca., emelet, ajto., verzio, tipus, modell, termek, gyari
        szam, oldal, evfolyam, rendszam, osszeg, hiba., kuponkod, kedvezmenykod, promocios kod, akcios kod, ajandekkod,
        ajanlokod, kapukod, ajtokod, kaputelefon, wifi., esemeny, munkamenet""",
    void="""felhasznaltak, felhasznalva, mar felhasznal, ervenytelen, visszavont, visszavontuk, lejart, mar nem ervenyes,
        korabbi kod, regi kod, mar nem, nem hasznalhato, tobbe nem, elavult, le lett cserel, mar lejart, visszavon,
        elveszt, nem er mar, fel lett hasznalva, ervenyet veszt, torolt, elozo kod, lecserelt, nem mukodik""",
    blocked="""letilt, zarolt, zarolva, zaroltuk, letiltottuk, hibasan, haromszor, rosszul""",
    sent="""sms-ben, smsben, sms-t kuld, szoveges uzenet, telefonjara, telefonodra, mobiljara, postan, levelben""",
    typing="""add meg, irja., gepelje, usd be, utsd be, ird be, megad., hasznald, hasznalja, adja meg, irja be, irjon, usse
        be, utse be, potyogje, beirni, beutni, megadni, adja, nyomja, nyomd, masold, masolja, toltse ki, pötyögd,
        valaszolj, kopogja, tudassa, gepelje be, ird., adja be, vigye be, vidd be, usd., beirva, diktalja, irjak be,
        irjuk be, beirasa, beiras, beirod, beirja, adjak meg, megadas, megadja, gepeld, begepel, hasznalni, illeszd,
        illessze, toltsd ki, kerik, keri a, erosits meg, tuntesd, diktald""",
    offers="""kupon, hivd meg, nyerj, nyeremeny, sorsolas, barat, kuponkod, kedvezmenykod, promocios kod, akcios kod,
        kedvezmeny, akcio, kosar, kosarad, kosarba, ajandekkartya, ajandekutalvany, utalvany, kovetkezo vasarlas,
        vasarlasod, vasarlasa, ingyenes szallitas, ismeros, sporol""",
    shown="""mutassa, mutasd, penztarnal, futarnak, sofornek, felmutat, recepcion, bejaratnal""",
    units="""rupees, pesos""",
    collection="""atveteli kod, nyitokod, nyito kod, csomagatveteli kod""",
    keypad="""kijelzo, billentyuz, rekesz, automata, terminal, kepernyo, tablet""",
    asks="""megerosit, ellenorz, aktival, jelszo visszaallit, uj jelszo, jelszo modosit, meghivas elfogad, bejelentkez,
        visszaigazol, alair, jelszo csere, jelszo beallit, jelszocsere, befejez, csatlakoz, felold, jelszo megad,
        elfogad, bejelentkezesi link, igen en, igen kerem, masik jelszo, reszt veszek, en vagyok, megerosites,
        megerositem, megerositese, erositsd meg, erositse meg, hitelesites, hitelesit, aktivalas, aktivalom, fiok
        aktival, jelszavam, meghivo elfogad, elfogadom, elfogadas, meghivo megtekint, belepes, belepek, bejelentkezes,
        bejelentkezem, regisztracio befejez, regisztracio megerosit, feliratkozas megerosit, feloldas, jovahagy,
        engedelyez, alairas, igen en voltam, en voltam, igen megerosit, varazslink""",
    leads="""kattint, link""",
    never="""leiratkoz, adatvedel, segitseg, kezeles, beallitas, adatkezel, felhasznalasi feltetel, aszf., tovabb olvas,
        bovebben, reszletek, megtekintes bongeszo, online megtekint, vasarl, megveszem, rendeles megtekint,
        csomagkovet, nyomon kovet, szamla megtekint, letolt, fizetes, ertekel, velemeny, ugyfelszolgalat, kapcsolat,
        elutasit, lemond, naptar""",
    not_you="""nem on, nem te volt, nem kert, nem te, nem szamitott, valaki mas, ha nem, nem ismer""",
)

# Greek
EL = Words(
    strong="""κωδικος pin, κωδικος μιας, pin μιας, ο κωδικος σας, κωδικος επαληθευσης, κωδικο επαληθευσης, κωδικος
        επιβεβαιωσης, κωδικο επιβεβαιωσης, κωδικος ασφαλειας, κωδικο ασφαλειας, κωδικος μιας χρησης, κωδικο μιας
        χρησης, κωδικος προσβασης, κωδικος συνδεσης, κωδικο συνδεσης, κωδικος εισοδου, κωδικος ενεργοποιησης, κωδικο
        ενεργοποιησης, ψηφιο κωδικο, παρακατω κωδικο, εισαγετε τον κωδικο, χρησιμοποιηστε τον κωδικο, ο κωδικος σας
        ειναι, κωδικος συζευξης, κωδικος ξεκλειδωματος, κωδικος εγκρισης, συνθηματικο, κωδικος υπογραφης, παρακατω
        ψηφια, παρακατω αριθμ""",
    weak="""ψηφια, αριθμο, κλειδι, κωδικος, κωδικο, συνθηματικο, ψηφι, αυτον τον αριθμο, παρακατω αριθμο""",
    context="""πληρωμ, εγκρι, συνδεσ, επαληθ, επιβεβ, συνδε, ισχυ, λεπτα, ληγει, συσκευ, ενεργοποι, ξεκλειδω, εισοδ, σελιδα""",
    other="""μητρωο, μελος, εσωτ, τρενο, αφμ, παραγγελ, τιμολογ, αποστολ, εκπτωσ, κουπον, τ.κ., κρατησ, τηλεφων, συνταγη,
        δωματιο, αριθμος παραλαβης, πελατ, πορτα, κωδικος σφαλματος, κωδικος προιοντος, κωδικος ειδους, αριθμος χρηστη,
        ταχυδρομικ, γραμμωτ""",
    void="""χρησιμοποιηθηκε, εχει χρησιμοποιηθει, ακυρωθηκε, εχει ακυρωθει, ακυρος, δεν ισχυει, δεν λειτουργει, εχει ληξει,
        εληξε, δεν ισχυει πλεον, προηγουμεν, δεν μπορει πλεον, δεν ειναι πλεον, δεν εχει ισχυ, δεν μπορει να,
        αντικατασταθ, ανακληθηκε, αποσυρθηκε, χαθηκε""",
    typing="""πληκτρολογη, γραψε, εισαγαγετε, δωστε, βαλτε, συμπληρωσ, χρησιμοποιησ, εισαγετε, χρησιμοποιηστε, πατηστε,
        περαστε, γραψτε, εισαγε, πατα, πατησε, χτυπησε, χτυπηστε, αντιγραψ, σημειωσ, βαλε, δωσε, πληκτρολογ, συμπληρων,
        καταχωρ""",
    offers="""εφεδρικοι κωδικοι, καλαθι, εκπτωτικ, δωροκαρτα, εκπτωσ, κουπον, καλεσε φιλ, φιλους""",
    shown="""δειξτε, στο ταμειο, ταμια, κουριερ""",
    collection="""κωδικος παραλαβης""",
    keypad="""οθονη""",
    conference="""ταυτοτητα συσκεψης, συσκεψ""",
    asks="""νεο κωδικο, νεος κωδικος, επιβεβαι, επαληθ, ενεργοποι, επαναφορα, αποδοχη προσκλησης, συνδεση, συνδεθειτε,
        υπογρα, αλλαγη κωδικ, ορισμος κωδικ, ολοκληρ, ξεκλειδω, συμμετοχ, αποδοχη., αποδοχη, αποδεχομαι, ναι ειμαι, ναι
        θελω, ολοκληρωσ, τελειωσει η εγγραφη, συμμετεχ, εγω ειμαι""",
    leads="""κλικ, πατηστε, συνδεσμο""",
    never="""απεγγραφ, διαγραφ, απορρητ, βοηθεια""",
    not_you="""δεν ησουν, δεν ησασταν, δεν ζητησ""",
)

# Turkish
TR = Words(
    strong="""kodunuz, kodun:, dogrulama kod, onay kod, guvenlik kod, tek kullanimlik, giris kod, aktivasyon kod, erisim kod,
        etkinlestirme kod, kimlik dogrulama kod, gecici sifre, gecici kod, haneli kod, oturum acma kod, uyelik kod,
        asagidaki kod, bu kodu, kodu girin, kodu kullanin, kodunuz:, sms sifre, sifre sifirlama kod, eslestirme kod,
        kilit acma kod, odeme kod, tek seferlik, imza kod, islem sifre, 3d secure sifre, asagidaki rakam, su rakam,
        asagidaki sayi""",
    weak="""kodlar, kodunu, rakam, harf, haneli, kunci, pin-kod, kodunuz, kodu, kodun, guvenlik numara, sms-kod, bu numara,
        su numara, bu sayi""",
    context="""uygulama, odeme, onay, bagla, eslestir, dogrula, onayla, giris, oturum, gecerli, dakika, paylasma, suresi,
        cihaz, etkinlestir, kilid, sayfa""",
    other="""ogrenci no, uye no, sicil, mersis, vergi, siparis, kargo, takip, indirim, promosyon, rezervasyon, musteri no,
        posta kodu, tutar, recete, koltuk, seri no, teslim numara, musteri, anket, abone no, sira no, kapi., hata kodu,
        urun kodu, stok kodu, model kodu, ilan kodu, kullanici numarasi, hasta numarasi, barkod""",
    void="""kullanildi, kullanilmis, iptal edildi, iptal edilmis, gecerliligini yitirdi, artik calismaz, suresi gecti,
        gecerli degil, suresi doldu, suresi dolmus, artik gecerli degil, gecersiz, onceki kod, eski kod, artik kullan,
        artik gec, artik calis, kullanilamaz, kullanimdan, yenisiyle degis, suresi gecmis, geri alindi, iptal oldu,
        gecmez, hukumsuz""",
    typing="""yaz., yazin., giriniz, gir., tuslayin, kullanin, kullan., girin., yaziniz, tuslayiniz, girmeniz, girerek,
        yazarak, yazip, kullanarak, basin., kopyalayin, kopyala, yapistirin, doldurun, belirtin, girip, yazmaniz,
        yazmalisiniz, cevaplayin, tusla., giriver, soyleyin, girilecek""",
    offers="""yedek kod, kurtarma kod, sepet, indirim, arkadasini davet, arkadaslarini davet, cekilis, kazanma, arkadas""",
    shown="""gosterin, gosteriniz, kasada, kuryeye, gorevliye, surucuye""",
    units="""tl., try., dollars""",
    collection="""teslim kodu, teslimat kodu""",
    asks="""yeni sifre, yeni parola, dogrula, onayla, etkinlestir, aktiflestir, sifreyi sifirla, sifremi sifirla, sifreni
        sifirla, parolayi sifirla, sifre belirle, daveti kabul, giris yap, oturum ac, uyeligi tamamla, kaydi tamamla,
        imzala, sifrenizi yenile, sifreyi yenile, sifremi yenile, sifre yenile, tamamla, katil, kilidini ac, parolayi
        yenile, sifre olustur, kabul et, giris baglantisi, kabul ediyorum, evet benim, evet istiyorum, katil.,
        katiliyorum""",
    leads="""tikla, devam, baglanti""",
    never="""regulamin, abonelikten, gizlilik, yardim, iptal, destek""",
    not_you="""siz degil, sen degil, talep etmedi""",
)

# Estonian
ET = Words(
    strong="""kinnituskood, kontrollkood, turvakood, uhekordne kood, uhekordse kood, uhekordne parool, sisselogimiskood,
        aktiveerimiskood, kohaline kood, sisesta kood, jargmine kood, uhekordse parooli, kinnituskoodi, kinnituskoodiga""",
    weak="""kood""",
    context="""kinnit, sisselog, kehtib, aegub, minutit, seade, seadme, sisselogi, lehel, veebilehel""",
    void="""aegunud, ei kehti enam""",
    typing="""sisesta, sisestage, kirjuta, kirjutage, tipi""",
    asks="""kinnita, aktiveeri, lahtesta, logi sisse""",
)

# Latvian
LV = Words(
    strong="""apstiprinajuma kod, verifikacijas kod, drosibas kod, vienreizejais kod, vienreizeja parole, vienreizejo kod,
        piekluves kod, pieslegsanas kod, ievadiet kodu, ciparu kod""",
    weak="""kods""",
    context="""apstiprin, pieslegt, derig, ierice, vietne, vietni""",
    void="""vairs nav derigs""",
    typing="""ievadiet, ievadi, ierakstiet, ieraksti""",
    asks="""apstiprin, pieteikties""",
)

# Lithuanian
LT = Words(
    strong="""patvirtinimo kod, saugos kod, vienkartinis kod, vienkartini kod, vienkartinis slaptazod, prisijungimo kod,
        aktyvinimo kod, aktyvavimo kod, prieigos kod, iveskite koda, zenklu kod, skaitmenu kod""",
    weak="""kodas""",
    context="""patvirtin, prisijung, galioj, minuc, irengin, svetain""",
    void="""nebegalioja""",
    typing="""iveskite, irasykite, irasyk, ivesk""",
    asks="""patvirtin, aktyvuo, atstatyti slaptazod, prisijung""",
)

# Albanian
SQ = Words(
    strong="""kodi juaj, kodi i verifikimit, kodi i konfirmimit, kodi i sigurise, kod verifikimi, kodin e verifikimit""",
    weak="""kodi""",
)

# Basque
EU = Words(
    strong="""egiaztapen-kode, egiaztapen kode, segurtasun-kode, erabilera bakarreko""",
)

# Irish
GA = Words(
    strong="""cod fioraithe, cod deimhnithe""",
)
