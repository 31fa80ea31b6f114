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
        szam, evfolyam, rendszam, osszeg, hiba., kuponkod, kedvezmenykod, promocios kod, akcios kod, ajandekkod,
        ajanlokod, kapukod, ajtokod, kaputelefon, wifi., esemeny, munkamenet, hivja, hivjon, hivj.""",
    void="""felhasznaltak, felhasznalva, mar felhasznal, ervenytelen, visszavont, visszavontuk, lejart, mar nem ervenyes,
        korabbi kod, regi kod, mar nem, nem hasznalhato, tobbe nem, elavult, le lett cserel, mar lejart, visszavon,
        elveszt, nem er mar, fel lett hasznalva, ervenyet veszt, torolt, elozo kod, lecserelt, nem mukodik, peldaul,
        pl.""",
    blocked="""letilt, zarolt, zarolva, zaroltuk, letiltottuk, hibasan, haromszor, rosszul""",
    sent="""sms-ben, smsben, sms-t kuld, szoveges uzenet, telefonjara, telefonodra, mobiljara""",
    typing="""add meg, irja., gepelje, usd be, utsd be, ird be, megad., hasznald, hasznalja, adja meg, irja be, irjon, usse
        be, utse be, potyogje, beirni, beutni, megadni, adja, nyomja, nyomd, masold, masolja, toltse ki, pötyögd,
        valaszolj, kopogja, tudassa, gepelje be, ird., adja be, vigye be, vidd be, usd., beirva, diktalja, irjak be,
        irjuk be, beirasa, beiras, beirod, beirja, adjak meg, megadas, megadja, gepeld, begepel, hasznalni, illeszd,
        illessze, toltsd ki, kerik, keri a, erosits meg, tuntesd, diktald""",
    offers="""kupon, hivd meg, nyerj, nyeremeny, sorsolas, barat, kuponkod, kedvezmenykod, promocios kod, akcios kod,
        kedvezmeny, akcio, kosar, kosarad, kosarba, ajandekkartya, ajandekutalvany, utalvany, kovetkezo vasarlas,
        ingyenes szallitas, ismeros, sporol""",
    shown="""mutassa, mutasd, penztarnal, futarnak, sofornek, felmutat, recepcion, bejaratnal""",
    units="""rupees, pesos""",
    collection="""atveteli kod, nyitokod, nyito kod, csomagatveteli kod""",
    keypad="""kijelzo, billentyuz, rekesz, automata, terminal, kepernyo, tablet""",
    bill="""osszesen, fizetendo, hatarido, afa., szamla, nyugta, vegosszeg, kifizetve""",
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
        ψηφια, παρακατω αριθμ, κωδικος σας, κωδικος σου, ο κωδικος ειναι, κωδικος:, κωδικος ταυτοποιησης, κωδικος
        πιστοποιησης, κωδικος εξουσιοδοτησης, κωδικος επαναφορας, κωδικος ανακτησης, κωδικος ζευξης, μιας χρησης,
        κωδικος εφαπαξ, προσωρινος κωδικος, προσωρινο κωδικο, προσωρινη λεξη, προσωρινο pin, κωδικος otp, κωδικος sms,
        ψηφιος κωδικος, νεος κωδικος, νεο κωδικο, αυτος ειναι ο κωδικος, οριστε ο κωδικος, τον κωδικο, τον παρακατω
        κωδικο, ακολουθο κωδικο, αυτον τον κωδικο, πληκτρολογηστε τον κωδικο, κωδικη λεξη, κλειδι προσβασης, κλειδι
        ενεργοποιησης, αυτα τα ψηφια""",
    weak="""ψηφια, αριθμο, κλειδι, κωδικος, κωδικο, συνθηματικο, ψηφι, αυτον τον αριθμο, παρακατω αριθμο, κωδικου, κωδικοι,
        κωδικους, pin., λεξη, λεξεις, φραση, ψηφιων, αριθμο., χαρακτηρες""",
    context="""πληρωμ, εγκρι, συνδεσ, επαληθ, επιβεβ, συνδε, ισχυ, λεπτα, ληγει, συσκευ, ενεργοποι, ξεκλειδω, εισοδ, σελιδα,
        επαληθευ, επιβεβαι, συνδεθ, εγγραφ, ισχυει, ισχυος, ληξει, λεπτων, μια φορα, μονο μια, εφαπαξ, μην τον, μην
        κοινοποι, μην μοιρ, μη δωσ, κανεναν, σε κανεν, ποτε., εμπιστευτ, νεα συσκευ, προγραμμα περιηγ, λογαριασμο σας,
        λογαριασμου, λογαριασμο σου, ταυτοτητ, ταυτοποι, πιστοποι, εξουσιοδ, μεταφορα, υπογραφ, επαναφορ, ανακτησ,
        ξεχασ, προσβασ, ξεκλειδ, συνεχισ, ολοκληρω""",
    other="""μητρωο, μελος, εσωτ, τρενο, αφμ, παραγγελ, τιμολογ, αποστολ, εκπτωσ, κουπον, τ.κ., κρατησ, τηλεφων, συνταγη,
        δωματιο, αριθμος παραλαβης, πελατ, πορτα, κωδικος σφαλματος, κωδικος προιοντος, κωδικος ειδους, αριθμος χρηστη,
        ταχυδρομικ, γραμμωτ, αριθμος παραγγελιας, παραγγελι, τιμολογι, αποδειξη, αριθμος πελατη, πελατη, συμβολαι,
        συμβαση, λογαριασμος νο, αριθμος λογαριασμου, αρ. λογαριασμου, παροχη, αρ. παροχης, ρφ., υποθεσ, αιτημα,
        αριθμος αιτηματος, πρωτοκολλ, αριθμος πρωτοκολλου, αναφορα, αρ. αναφορας, εισιτηρι, θεση, θεσεις, βαγονι,
        πτηση, πυλη, δεμα, αριθμος αποστολης, αποστολης, voucher, ασφαλιστηρι, ζημια, μελους, αριθμος μελους, αριθμος
        μητρωου, αμκα, α.φ.μ, δου, γεμη, τηλεφωνο, τηλ., κιν., φαξ, τκ., οδος, οροφος, διαμερισμα, εκδοση, μοντελο,
        σειρα, σειριακος, προιον, τευχος, αριθμος κυκλοφοριας, πινακιδα, ποσο, σφαλμα, κωδικος πελατη, κωδικος
        παραγγελιας, κωδικος κρατησης, κωδικος πληρωμης, εκπτωτικος κωδικος, κωδικος εκπτωσης, κωδικος προσφορας,
        κωδικος δωρου, κουπονι, δωροεπιταγ, barcode, γραμμωτος, θυροτηλεφων, κωδικος πορτας, wifi., συνταγ, συμβαν,
        καλεστε, καλεσε, κωδικος συνδρομητη""",
    void="""χρησιμοποιηθηκε, εχει χρησιμοποιηθει, ακυρωθηκε, εχει ακυρωθει, ακυρος, δεν ισχυει, δεν λειτουργει, εχει ληξει,
        εληξε, δεν ισχυει πλεον, προηγουμεν, δεν μπορει πλεον, δεν ειναι πλεον, δεν εχει ισχυ, δεν μπορει να,
        αντικατασταθ, ανακληθηκε, αποσυρθηκε, χαθηκε, δεν ειναι πια, προηγουμενος κωδικος, παλιος κωδικος, αντικαταστ,
        για παραδειγμα, π.χ""",
    blocked="""κλειδωθηκε, μπλοκαρ, αποκλειστηκε, λανθασμενα, λαθος, τρεις φορες""",
    sent="""με sms, μεσω sms, ενα sms, στο κινητο, στο τηλεφωνο""",
    typing="""πληκτρολογη, γραψε, εισαγαγετε, δωστε, βαλτε, συμπληρωσ, χρησιμοποιησ, εισαγετε, χρησιμοποιηστε, πατηστε,
        περαστε, γραψτε, εισαγε, πατα, πατησε, χτυπησε, χτυπηστε, αντιγραψ, σημειωσ, βαλε, δωσε, πληκτρολογ, συμπληρων,
        καταχωρ, εισαγαγεις, εισαγωγη, βαλε., βαλετε, γραψετε, χρησιμοποι, συμπληρωστε, δωσε., δωσετε, επικολλ, χτυπησ,
        περασε, πατησ, απαντηστε, επιβεβαιωστε με""",
    offers="""εφεδρικοι κωδικοι, καλαθι, εκπτωτικ, δωροκαρτα, εκπτωσ, κουπον, καλεσε φιλ, φιλους, εκπτωτικος κωδικος, κωδικος
        εκπτωσης, κουπονι, προσφορ, δωροεπιταγ, δωροκαρτ, επομενη αγορα, επομενη παραγγελια, δωρεαν αποστολη, δωρεαν
        μεταφορικα, κληρωσ, κερδιστε, κερδισ, ποντ, φιλοι, φιλο., φιλη.""",
    shown="""δειξτε, στο ταμειο, ταμια, κουριερ""",
    collection="""κωδικος παραλαβης""",
    keypad="""οθονη""",
    bill="""συνολο, πληρωτεο, ποσο πληρωμης, ληξη πληρωμης, φπα, τιμολογι, αποδειξη, λογαριασμος ρευμ, εξοφλ""",
    conference="""ταυτοτητα συσκεψης, συσκεψ""",
    asks="""νεο κωδικο, νεος κωδικος, επιβεβαι, επαληθ, ενεργοποι, επαναφορα, αποδοχη προσκλησης, συνδεση, συνδεθειτε,
        υπογρα, αλλαγη κωδικ, ορισμος κωδικ, ολοκληρ, ξεκλειδω, συμμετοχ, αποδοχη., αποδοχη, αποδεχομαι, ναι ειμαι, ναι
        θελω, ολοκληρωσ, τελειωσει η εγγραφη, συμμετεχ, εγω ειμαι, επιβεβαιωσ, επιβεβαιωστε, επιβεβαιωνω, επαληθευσ,
        επαληθευστε, ενεργοποιησ, ενεργοποιηστε, αλλαγη κωδικου, ορισμος κωδικου, ορισε κωδικο, δημιουργια κωδικου,
        επιλογη κωδικου, αποδεχτ, δες την προσκληση, εγγραφ, συμμετοχη, εισοδος, ολοκληρω, ξεκλειδωμα, ξεκλειδωσ,
        εγκριση, εγκρινω, επιτρεψ, υπογραφ, εγω ημουν, συμφωνω""",
    leads="""κλικ, πατηστε, συνδεσμο""",
    never="""απεγγραφ, διαγραφ, απορρητ, βοηθεια, διαγραφη, προτιμησεις, ρυθμισεις, απορρητο, απορρητου, οροι, διαβαστε,
        περισσοτερα, μαθετε περισσοτερα, προβολη στο, αγορα, αγοραστε, δειτε την παραγγελια, παρακολουθ, δειτε το
        τιμολογιο, κατεβαστε, πληρωμη, αξιολογ, επικοινων, απορριψη, ακυρωση, ημερολογιο""",
    not_you="""δεν ησουν, δεν ησασταν, δεν ζητησ, δεν εισαι εσυ, δεν το ζητησ, δεν περιμεν, καποιος αλλος, κατα λαθος, αν δεν,
        δεν αναγνωριζ""",
)

# Turkish
TR = Words(
    strong="""kodunuz, kodun:, dogrulama kod, onay kod, guvenlik kod, tek kullanimlik, giris kod, aktivasyon kod, erisim kod,
        etkinlestirme kod, kimlik dogrulama kod, gecici sifre, gecici kod, haneli kod, oturum acma kod, uyelik kod,
        asagidaki kod, bu kodu, kodu girin, kodu kullanin, kodunuz:, sms sifre, sifre sifirlama kod, eslestirme kod,
        kilit acma kod, odeme kod, tek seferlik, imza kod, islem sifre, 3d secure sifre, asagidaki rakam, su rakam,
        asagidaki sayi, kodun., kod:, kodu:, dogrulama kodu, dogrulama kodun, onay kodu, onay kodun, onaylama kodu,
        guvenlik kodu, guvenlik kodun, giris kodu, giris kodun, erisim kodu, aktivasyon kodu, etkinlestirme kodu,
        kimlik dogrulama kodu, yetkilendirme kodu, kayit kodu, kurtarma kodu, sifirlama kodu, kilit acma kodu,
        eslestirme kodu, imza kodu, sms kodu, islem kodu, oylama kodu, bir defalik, tek kullanimlik sifre, tek
        kullanimlik kod, tek kullanimlik parola, tek kullanimlik pin, gecici parola, gecici pin, giris sifresi, ilk
        giris sifre, dogrulama numarasi, onay numarasi, giris anahtari, erisim anahtari, gizli kelime, haneli sifre,
        haneli dogrulama, haneli onay, yeni kod, yeni kodunuz, iste kodunuz, bu kod, asagidaki kodu, su kodu, kodu
        giriniz, kodu gir., kodu yazin, asagidaki rakamlari, su rakamlari, otp kodu""",
    weak="""kodlar, kodunu, rakam, harf, haneli, kunci, pin-kod, kodunuz, kodu, kodun, guvenlik numara, sms-kod, bu numara,
        su numara, bu sayi, kod., kodu., kodunuzu, koda., sifre, sifreniz, sifrenizi, sifren., sifresi, sifreyi,
        parola, parolaniz, parolayi, pin., pin'i, pini., pininiz, anahtar, kelime, kelimeyi, kelimeler, sozcuk,
        rakamlari, sayi., sayiyi, numarayi, karakter""",
    context="""uygulama, odeme, onay, bagla, eslestir, dogrula, onayla, giris, oturum, gecerli, dakika, paylasma, suresi,
        cihaz, etkinlestir, kilid, sayfa, onay., giris yap, giris icin, girisi, kaydol, kayit, uyelik, gecerlidir,
        dolacak, dolar., tek kullanim, bir kez, bir kere, sadece bir, kimseyle, kimseye, asla., gizli, yeni cihaz,
        tarayici, hesabiniz, hesabin, hesap ac, hesap olustur, tamamla, kimlig, kimlik, yetki, havale, transfer, alici,
        imza., sifirla, unuttu, erisim, etkinles, aktif, aktivasyon, devam et""",
    other="""ogrenci no, uye no, sicil, mersis, vergi, siparis, kargo, takip, indirim, promosyon, rezervasyon, musteri no,
        posta kodu, tutar, recete, koltuk, seri no, teslim numara, musteri, anket, abone no, sira no, kapi., hata kodu,
        urun kodu, stok kodu, model kodu, ilan kodu, kullanici numarasi, hasta numarasi, barkod, siparis no, siparis
        numarasi, fatura, fatura no, musteri numarasi, sozlesme, hesap no, hesap numarasi, iban., dekont, referans,
        referans no, ref no, takip no, takip numarasi, takip kodu, gonderi, paket, teslimat, rezervasyon no, bilet,
        bilet no, vagon, peron, ucus., pnr., police, hasar, uyelik no, uye numarasi, tc kimlik, t.c., tckn., vergi no,
        vkn., ticaret sicil, kdv., telefon, tel., gsm., faks., dahili, cagri merkezi, sokak, cadde, mahalle, no:, kat.,
        daire, oda., surum, model, urun., stok., sayi:, bolum, plaka, hata., talep no, talep numarasi, destek talebi,
        basvuru no, basvuru numarasi, dosya no, evrak, tesisat, sayac, kupon kodu, indirim kodu, promosyon kodu, hediye
        kodu, davet kodu, referans kodu, zil., kapi kodu, diyafon, wifi., olay., oturum no, arayin, odeme kodu,
        tahsilat kodu""",
    void="""kullanildi, kullanilmis, iptal edildi, iptal edilmis, gecerliligini yitirdi, artik calismaz, suresi gecti,
        gecerli degil, suresi doldu, suresi dolmus, artik gecerli degil, gecersiz, onceki kod, eski kod, artik kullan,
        artik gec, artik calis, kullanilamaz, kullanimdan, yenisiyle degis, suresi gecmis, geri alindi, iptal oldu,
        gecmez, hukumsuz, artik, yerine, degistirildi, ornegin, mesela, diyelim""",
    blocked="""kilitlendi, bloke, engellendi, yanlis giril, hatali giril, uc kez""",
    sent="""sms ile, sms olarak, bir sms, kisa mesaj, telefonunuza, telefonuna, cep telefon""",
    typing="""yaz., yazin., giriniz, gir., tuslayin, kullanin, kullan., girin., yaziniz, tuslayiniz, girmeniz, girerek,
        yazarak, yazip, kullanarak, basin., kopyalayin, kopyala, yapistirin, doldurun, belirtin, girip, yazmaniz,
        yazmalisiniz, cevaplayin, tusla., giriver, soyleyin, girilecek, girmek, girmen, girebil, girilmesi, girisini,
        tuslay, tuslaya, kullaniniz, kullanabil, yapistir, doldur, belirt, iletin, yanitla""",
    offers="""yedek kod, kurtarma kod, sepet, indirim, arkadasini davet, arkadaslarini davet, cekilis, kazanma, arkadas,
        kupon kodu, indirim kodu, promosyon kodu, kupon, kampanya, firsat, sepete, sepetinizde, hediye karti, hediye
        ceki, sonraki alisveris, ucretsiz kargo, kazan., puan., davet et""",
    shown="""gosterin, gosteriniz, kasada, kuryeye, gorevliye, surucuye, goster., ibraz, kasiyere, soforune, resepsiyon,
        girista""",
    units="""tl., try., dollars""",
    collection="""teslim kodu, teslimat kodu, teslim alma kodu""",
    keypad="""ekran, tus takimi, tablet, dolap, terminal""",
    bill="""toplam, ara toplam, odenecek, son odeme, kdv., fatura, fis., tutar, odendi""",
    asks="""yeni sifre, yeni parola, dogrula, onayla, etkinlestir, aktiflestir, sifreyi sifirla, sifremi sifirla, sifreni
        sifirla, parolayi sifirla, sifre belirle, daveti kabul, giris yap, oturum ac, uyeligi tamamla, kaydi tamamla,
        imzala, sifrenizi yenile, sifreyi yenile, sifremi yenile, sifre yenile, tamamla, katil, kilidini ac, parolayi
        yenile, sifre olustur, kabul et, giris baglantisi, kabul ediyorum, evet benim, evet istiyorum, katil.,
        katiliyorum, onayliyorum, onaylayin, dogrulayin, dogruluyorum, etkinlestirin, aktive et, sifre sifirla, sifre
        degistir, parola sifirla, parola belirle, parola olustur, parolami, sifremi, daveti gor, gruba katil, takima
        katil, kilidi ac, izin ver, evet bendim, ben yaptim, bendim, sihirli""",
    leads="""tikla, devam, baglanti""",
    never="""regulamin, abonelikten, gizlilik, yardim, iptal, destek, aboneligi, tercih, ayarlar, kosullar, sartlar,
        devamini oku, daha fazla, tarayicida, cevrimici goruntule, satin al, alisverise, magazaya, siparisi gor,
        siparis takip, kargo takip, faturayi gor, indir., ode., odeme yap, degerlendir, yorum, iletisim, reddet, iptal
        et, takvim""",
    not_you="""siz degil, sen degil, talep etmedi, talep etme, istemedi, beklemiyor, baskasi, yanlislikla, eger bu, tanimiyor""",
)

# Estonian
ET = Words(
    strong="""kinnituskood, kontrollkood, turvakood, uhekordne kood, uhekordse kood, uhekordne parool, sisselogimiskood,
        aktiveerimiskood, kohaline kood, sisesta kood, jargmine kood, uhekordse parooli, kinnituskoodi,
        kinnituskoodiga, sinu kood, teie kood, kood on, kood:, ajutine parool, ajutine kood, paasukood, sisselogimise
        kood, aktiveerimise kood, autoriseerimiskood, sms-kood, numbriline kood, uus kood, siin on sinu kood, see kood,
        seda koodi, allolev kood, sisestage kood, kasuta koodi, uhekordne pin""",
    weak="""kood, kood., koodi., koodiga, parool, parooli, pin-kood, pin., voti., votme, numbrid, numbreid, sona., sona:""",
    context="""kinnit, sisselog, kehtib, aegub, minutit, seade, seadme, sisselogi, lehel, veebilehel, kinnita, kinnitus, logi
        sisse, registr, kehtiv, minut, uhekord, ainult uks kord, ara jaga, mitte kellelgi, mitte kunagi, konfidents,
        uus seade, brauser, konto., identiteet, isikut, autoris, makse, ulekanne, allkir, lahtest, taasta, unusta,
        ligipaas, aktiveer, ava., jatka""",
    other="""tellimus, tellimuse, arve., arve nr, kliendi, klient, leping, lepingu, juhtum, taotlus, pilet, koht., vagun,
        rong., lend., broneering, saadetis, jalgimis, pakk., poliis, kaart, kaardi, liikme, registrikood, reg nr,
        isikukood, kmkr., viitenumber, tel., telefon, faks., postiindeks, tanav, korter, tuba., versioon, mudel,
        seeria, toode, tootekood, valjaanne, summa, viga., sooduskood, kinkekaart, ribakood, retsept""",
    void="""aegunud, ei kehti enam, on kasutatud, juba kasutatud, on aegunud, enam ei, ei kehti, kehtetu, tuhistatud,
        eelmine kood, vana kood, asendatud""",
    blocked="""blokeeritud, lukustatud, valesti, kolm korda""",
    typing="""sisesta, sisestage, kirjuta, kirjutage, tipi, sisestada, sisestades, kasuta., kasutage, kopeeri, kleebi,
        markige, taida., trüki, vajuta""",
    offers="""sooduskood, soodustus, allahindlus, kupong, kinkekaart, ostukorv, pakkumine, jargmine ost, tasuta tarne,
        loosimine, voida., punktid, sober., sobra""",
    asks="""kinnita, aktiveeri, lahtesta, logi sisse, kinnitan, lahtesta parool, taasta parool, uus parool, maara parool,
        muuda parool, loo parool, votke kutse vastu, vota kutse, vaata kutset, liitu, lopeta registr, ava konto, luba.,
        allkirjasta, jah see olen, see olin mina, noustun""",
    never="""loobu, tuhista tellimus, seaded, privaatsus, tingimused, loe edasi, loe lahemalt, vaata brauseris, osta.,
        poodi, vaata tellimust, jalgi., lae alla, maksa., hinda, abi., kontakt, keeldu, tuhista, kalender""",
    not_you="""see polnud, ei olnud sina, ei taotlenud, ei oodanud, keegi teine, kui see ei""",
)

# Latvian
LV = Words(
    strong="""apstiprinajuma kod, verifikacijas kod, drosibas kod, vienreizejais kod, vienreizeja parole, vienreizejo kod,
        piekluves kod, pieslegsanas kod, ievadiet kodu, ciparu kod, jusu kods, tavs kods, kods ir, kods:,
        apstiprinajuma kods, apstiprinajuma kodu, apstiprinasanas kods, drosibas kods, vienreizejais kods, vienreizejs
        kods, vienreizejo kodu, pagaidu parole, pagaidu kods, piekluves kods, pieslegsanas kods, ielogosanas kods,
        aktivizacijas kods, aktivizesanas kods, autorizacijas kods, parbaudes kods, sms kods, ciparu kods, zimju kods,
        jauns kods, seit ir jusu kods, so kodu, sis kods, zemak redzamo kodu, ievadi kodu, izmantojiet kodu,
        vienreizejs pin""",
    weak="""kods, kods., kodu., koda., parole, paroli, paroles, pin., pin kods, atslega, atslegu, cipari, ciparus, skaitl,
        vards., vardu.""",
    context="""apstiprin, pieslegt, derig, ierice, vietne, vietni, pieteik, pieslegs, ielogo, registr, deriga, derigs,
        beidzas, beigsies, minut, vienreiz, tikai vienu, nedalieties, nevienam, nekad, konfidenc, jauna ierice, ieric,
        parlukprogramm, konts, konta., kontu, identitat, autoriz, maksajum, parskait, paraksts, atjaunos, aizmirs,
        piekluv, aktiviz, atbloke, turpin""",
    other="""pasutijum, rekin, pasutijuma numurs, klienta, klient, ligum, pieteikum, pieprasijum, bilete, biletes, vieta.,
        vagon, vilcien, reiss, rezervac, sutijum, izsekos, piegad, polise, karte, kartes, biedra, registracijas numurs,
        reg. nr, pvn., personas kods, talr., tel., telefon, fakss, pasta indekss, iela., dzivoklis, istaba, versij,
        model, serij, prece, izdevum, summa, kluda, atlaides kods, kupon, davan, svitrkods, recept""",
    void="""vairs nav derigs, izmantots, jau izmantots, vairs nav, beidzies, nederigs, anulets, atcelts, ieprieksejais
        kods, vecais kods, aizstats""",
    blocked="""blokets, nobloket, nepareizi, tris reizes""",
    typing="""ievadiet, ievadi, ierakstiet, ieraksti, ievadi., ievadit, ievadot, ierakstit, izmantojiet, izmanto., lietojiet,
        nokopejiet, ielimejiet, noradiet, noradi., aizpildiet, nospiediet""",
    offers="""atlaide, atlaides, kupon, davanu karte, groza, grozs, akcij, nakamaj, bezmaksas piegade, loterij, laime.,
        punkti, draug""",
    asks="""apstiprin, pieteikties, apstiprinu, aktiviz, atjaunot paroli, atiestatit, iestatit paroli, jauna parole, mainit
        paroli, izveidot paroli, pienemt uzaicin, pienemt, skatit uzaicin, pievienot, pieslegties, ielogoties, pabeigt
        registr, atbloket, atlaut, parakstit, ja tas esmu es, tas biju es""",
    never="""atteikties, anulet abonem, iestatijum, privatum, noteikum, lasit, uzzinat vairak, parlukprogramma, pirkt, uz
        veikalu, skatit pasutij, izsekot, lejupielad, apmaksat, novertet, palidzib, kontakt, noraidit, atcelt, kalendar""",
    not_you="""ne jus, neesat, nepieprasij, negaidij, kads cits, ja tas nebij""",
)

# Lithuanian
LT = Words(
    strong="""patvirtinimo kod, saugos kod, vienkartinis kod, vienkartini kod, vienkartinis slaptazod, prisijungimo kod,
        aktyvinimo kod, aktyvavimo kod, prieigos kod, iveskite koda, zenklu kod, skaitmenu kod, jusu kodas, tavo kodas,
        kodas yra, kodas:, patvirtinimo kodas, patvirtinimo koda, saugos kodas, vienkartinis kodas, vienkartinis
        slaptazodis, vienkartini koda, laikinas slaptazodis, laikinas kodas, prieigos kodas, prisijungimo kodas,
        aktyvavimo kodas, autorizacijos kodas, tapatybes patvirtinimo, kodas prisijungti, sms kodas, zenklu kodas,
        skaitmenu kodas, naujas kodas, stai jusu kodas, si koda, sis kodas, toliau pateikta koda, ivesk koda,
        panaudokite koda, vienkartinis pin""",
    weak="""kodas, koda., kodo., kodu., slaptazod, pin., pin kodas, raktas, rakta., skaiciai, skaicius, skaitmen, zodis,
        zodi.""",
    context="""patvirtin, prisijung, galioj, minuc, irengin, svetain, registr, galioja, baigs, minut, vienkart, tik karta,
        viena karta, nesidalin, niekam, niekada, konfidenc, naujas irengin, narsykl, paskyr, tapatyb, autoriz, mokejim,
        pavedim, paras, atkur, atstat, pamirs, prieig, aktyv, atrakin, susiej""",
    other="""uzsakym, saskait, uzsakymo numeris, kliento, klient, sutart, sutarties, uzklaus, bilet, vieta., vagon, traukin,
        skryd, rezervac, siunt, sekimo, pristatym, polis, kortel, nario, imones kodas, pvm., asmens kodas, tel.,
        telefon, faks., pasto kodas, gatv., butas, kambar, versij, model, serij, prek., leidim, suma., klaid, nuolaidos
        kodas, kupon, dovan, brūkšnin, recept""",
    void="""nebegalioja, panaudotas, jau panaudotas, negalioja, baigesi, atsauktas, anuliuot, ankstesnis kodas, senas
        kodas, pakeistas""",
    blocked="""uzblokuot, uzrakint, neteisingai, tris kartus""",
    typing="""iveskite, irasykite, irasyk, ivesk, ivesti, ivesdami, irasyti, suveskite, suvesk, suvesti, naudokite, naudok,
        panaudokite, nukopijuokite, iklijuokite, nurodykite, nurodyk, uzpildykite, rinkite, paspauskite""",
    offers="""nuolaid, kupon, dovanu, krepsel, akcij, kit pirkin, nemokamas pristatym, loterij, laimek, task., draug""",
    asks="""patvirtin, aktyvuo, atstatyti slaptazod, prisijung, patvirtinu, atkurti slaptazod, nustatyti slaptazod, naujas
        slaptazod, keisti slaptazod, sukurti slaptazod, priimti kvietim, priimti, perziureti kvietim, baigti registrac,
        uzbaigti, atrakin, leisti, pasirasyt, taip tai as, tai as""",
    never="""atsisakyti, prenumerat, nustatym, privatum, salyg, skaityti, daugiau, narsykleje, pirkti, i parduotuve,
        uzsakymas, sekti, atsisiust, apmoketi, vertin, pagalb, kontakt, atmesti, atsaukti, kalendor""",
    not_you="""ne jus, ne tu., neprase, nesikreipe, nesitikejo, kazkas kitas, jei tai ne""",
)

# Albanian
SQ = Words(
    strong="""kodi juaj, kodi i verifikimit, kodi i konfirmimit, kodi i sigurise, kod verifikimi, kodin e verifikimit, kodi
        yt, kodi eshte, kodi:, kodi i hyrjes, kodi njeperdorimesh, fjalekalim i perkohshem, fjalekalimi i perkohshem,
        vendosni kodin, shkruani kodin, perdorni kodin, ky kod""",
    weak="""kodi, kodi., kodin, kod., fjalekalim, fjalekalimi, pin-i, shifra""",
    context="""verifik, konfirm, hyni., hyrje, regjistr, vlefshem, skadon, minuta, nje here, askujt, kurre, pajisj, llogari,
        identitet, pages""",
    typing="""vendosni, vendos, shkruani, shkruaj, perdorni, perdor., futni, kopjoni, jepni""",
    asks="""konfirmo, konfirmoni, verifiko, verifikoni, aktivizo, rivendos, fjalekalim i ri, prano, pranoni, bashkohu,
        hyr., hyni.""",
    never="""cabonohu, cregjistrohu, privatesi, kushtet, lexo., bli., paguaj, ndihme, kontakt, refuzo, anulo""",
)

# Basque
EU = Words(
    strong="""egiaztapen-kode, egiaztapen kode, segurtasun-kode, erabilera bakarreko, zure kodea, kodea:, egiaztapen kodea,
        egiaztatze-kodea, berrespen kodea, segurtasun kodea, sarbide-kodea, aldi baterako pasahitza, idatzi kodea,
        sartu kodea""",
    weak="""kodea, kode., pasahitza, zenbakia, digitu""",
    typing="""sartu., idatzi, erabili, kopiatu""",
    asks="""berretsi, egiaztatu, aktibatu, pasahitza berrezarri, onartu, hasi saioa, sartu""",
)

# Irish
GA = Words(
    strong="""cod fioraithe, cod deimhnithe, do chod, cod slandala, cod aonuaire, cuir isteach an cod""",
    weak="""cod., pasfhocal""",
    typing="""cuir isteach, clóscriobh, usaid""",
)
