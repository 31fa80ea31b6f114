"""What senders say in Slavic languages in Latin letters: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Polish
PL = Words(
    strong="""kod weryfikacyjny, kodu weryfikacyjnego, kod potwierdzajacy, kod potwierdzenia, kod bezpieczenstwa, kod
        jednorazowy, jednorazowy kod, haslo jednorazowe, jednorazowe haslo, kod logowania, kod do logowania, kod
        aktywacyjny, kod dostepu, kod uwierzytelniajacy, kod autoryzacyjny, kod autoryzacji, kod rejestracyjny, cyfrowy
        kod, nastepujacy kod, ponizszy kod, wpisz kod, wprowadz kod, uzyj kodu, twoj kod to, haslo sms, kod sms, kod
        parowania, kod odblokowania, kod zatwierdzajacy, jednorazowego kodu, jednorazowy pin, haslem jednorazowym,
        hasla jednorazowego, nastepujace cyfry, ponizsze cyfry, te cyfry""",
    weak="""kodem, kodowi, kody., cyfry, cyfr, litery, klucz, klic., kulcs, haslo, haslem, hasla, kodu, cyfra, ten numer,
        nastepujacy numer, te liczbe""",
    context="""aplikac, platnosc, autoryz, polacz, zatwierd, sparuj, weryfik, potwierdz, zalog, logowan, wazn, wygas, minut,
        nie udostepnia, urzadzen, aktywac, aktywow, odblok, przelew, strone""",
    other="""konto-nr, wewn., wewnetrzn, nie., dni., nip:, regon, krs., edrpou, telefon, zamowieni, faktur, przesylk, rabat,
        klienta, kod pocztowy, nip., rezerwacj, paczk, narudzb, porudzbin, racun, posilj, recept, pokoj, numer seryjny,
        klient, ankiet, drzwi, bramy, domofon, kod bledu, kod produktu, kod towaru, kod modelu, kod oferty, numer
        uzytkownika, numer pacjenta, kod kreskowy""",
    void="""zostal uzyty, zostal wykorzystany, uzyto, wykorzystano, juz uzyty, anulowan, uniewazni, niewazn, nie dziala,
        przestal dzialac, wygasl, stracil waznosc, nie jest juz wazny, poprzedni kod, stary kod, nie mozna juz, juz
        nie, nie jest juz, wykorzystany, zuzyty, nieaktualn, nie moze juz, niewazny, zostal zastapion, zastapil, juz
        wygas, wycofany, wycofano, cofniety""",
    typing="""wpisac., przepisz, uzywajac, wklej., wstukaj, podac., wpisz., wprowadz, podaj., uzyj., wystukaj, wpisujac,
        podajac, wpisac, wpisz, wprowadzic, potwierdz kodem, zatwierdz kodem, zaloguj sie kodem, wybierz na, wcisnij,
        nacisnij, napisz, wstaw, wbij, skopiuj, przepisac, wpisuje, odpisz, podyktuj, wprowadzajac, wypelnij,
        naciskajac, wystukac""",
    offers="""kody zapasowe, kody odzyskiwania, koszyk, karta podarunkowa, darkov, klucz licencyjny, klucz produktu,
        promosyon, wygraj, konkurs, loteri, znajom, przyjaci""",
    shown="""pokaz kod, pokaz ten, pokaz obsl, okaz, przy kasie, w kasie, kurierowi, obsludze, przy placeniu, kierowcy,
        dostawcy""",
    units="""aud, sek, nok, dkk, pln, czk, huf, ron""",
    collection="""kod odbioru, kodem odbioru""",
    keypad="""automaat, lokero, ekran, displej, kijelzo""",
    conference="""id spotkania, spotkani, id schuzky, schuzk""",
    asks="""nowe haslo, zapomniane haslo, potwierdz, zweryfikuj, aktywuj, zresetuj, ustaw haslo, zmien haslo, przyjmij
        zaproszenie, zaakceptuj, zaloguj, podpis, ustaw nowe, dokoncz, dolacz, odblokuj, akceptuj, przyjmuje, link do
        logowania, akceptuje, przyjmij, tak to ja, tak chce, zakoncz rejestr, inne haslo, wezme udzial, utworz dostep,
        potwierdzam""",
    leads="""jatka, kliknij, kontynuuj, klikni, link""",
    never="""wypisz, zrezygnuj, prywatnosc, prywatnosci""",
    not_you="""to nie ty, nie ty, to nie panstwo, nie prosil""",
)

# Czech
CS = Words(
    strong="""overovaci kod, potvrzovaci kod, bezpecnostni kod, jednorazovy kod, jednorazove heslo, prihlasovaci kod,
        aktivacni kod, pristupovy kod, autorizacni kod, autentizacni kod, registracni kod, mistny kod, ciferny kod,
        nasledujici kod, zadejte kod, pouzijte kod, vas kod je, sms kod, jednorazovym heslem, parovaci kod, odblokovaci
        kod, potvrzovaciho kodu, schvalovaci kod, autorizacni heslo, podpisovy kod, nasledujici cislice, tyto cislice,
        nasledujici cisla""",
    weak="""cislice, cisla, kod., heslo, heslem, kodem, kodu, cislic, hesla, toto cislo, nasledujici cislo, tato cislice""",
    context="""platb, overit, potvrd, prihlas, platn, vyprsi, schval, sparov, zarizen, aktivac, aktivov, odemkn, odblok,
        aplikac, deset minut""",
    other="""juna, pociag, vlak, vonat, objednav, zasilk, slev, psc., ico., rezervac, zasielk, recept, pokoj, seriove,
        sedadlo, zakaznick, zakaznik, dotaznik, dveri, brany, kod chyby, chybovy kod, kod zbozi, kod produktu, kod
        modelu, cislo uzivatele, cislo pacienta, carovy kod, cislo pojisten""",
    void="""byl pouzit, byl zrusen, byl zneplatnen, jiz pouzit, uz byl pouzit, propadl, neplatny, neplati, prestal platit,
        vyprsel, jiz neplati, predchozi kod, uz neplati, uz nelze, jiz nelze, uz ne, jiz ne, nelze pouzit, vyuzit, byl
        nahrazen, uz vyprsel, stazen, byl stazen""",
    typing="""zadej., zadat., opiste., opis., napiste, vlozte., zadani., zadejte, pouzijte, opsat, zapiste, vyplnte,
        natukejte, opiste, zadat, vepiste, potvrdte kodem, potvrdte heslem, napis., vloz., vlozit, napsat, zmackni,
        stisknete, vytukej, vytukejte, zkopirujte, prepiste, prepis., vypln., uvedte, uved., odpovez, nadiktuj,
        naklepej, zadavejte""",
    offers="""obnovovaci kody, zalozni kody, helyreallitasi kodok, kosik, licencni klic, licenckulcs, slev, kutsu ystav,
        zapros znajom, polec znajom, pozvi pratel, doporuc, vyhraj, soutez, pratel, kamarad""",
    shown="""ukazte, predlozte, u pokladny, na pokladne, obsluze, kuryrovi, ridici""",
    collection="""kod pro vyzvednuti, vyzvedavaci kod""",
    asks="""nove heslo, zapomenut, potvrd, overit, aktivova, obnovit heslo, resetovat, nastavit heslo, prijmout pozvanku,
        prihlasit, potvrdit, obnovit, prijat pozvanku, aktiviraj, resetiraj, ponisti lozinku, prihvati, prijavi se,
        ponastavi, sprejmi, podeps, podepis, aktivuje, aktivac, zmenit heslo, dokoncit, pripojit se, odemkn, odblok,
        prijmout., prihlasovaci odkaz, prijmout, prijimam, ano jsem, ano chci, dokoncete, jine heslo, pridat se,
        ucastnim, potvrzuji""",
    leads="""kliknete, pokracovat, kattints, klik, klikn, odkaz""",
    never="""pomoc, odhlasit, soukromi, podminky, napoveda, sukromi, odjav, privatnost, odjava, zasebnost""",
    not_you="""nebyl jste, nejste to, nezadal, nebyli jste, nebyl jsi""",
)

# Slovak
SK = Words(
    strong="""overovaci kod, potvrdzovaci kod, bezpecnostny kod, jednorazovy kod, jednorazove heslo, prihlasovaci kod,
        aktivacny kod, pristupovy kod, autorizacny kod, miestny kod, nasledujuci kod, zadajte kod, pouzite kod, sms
        kod, jednorazovym heslom, parovaci kod, autorizacne heslo, nasledujuce cislice, tieto cislice""",
    weak="""heslom, kodom, cislice, toto cislo, nasledujuce cislo""",
    context="""zariaden, aktivac, potvrd, prihlas, platn, overi""",
    other="""zlav, kod chyby, chybovy kod, kod obce, kod produktu, kod tovaru, cislo pouzivatela, cislo pacienta, ciarovy
        kod, psc, id schodze""",
    void="""uz ne, nemozno pouzit, bol pouzity, bol zruseny, vyprsal, neplatny, bol nahradeny, uz vyprsal, stiahnuty, bol
        stiahnut, prepadol, uz neplati, neplati""",
    typing="""zadajte, pouzite, napiste, opiste, vpiste, vlozte, zadat, naťukajte, napis, zadaj, prepiste, vloz., vytukajte,
        stlacte, skopirujte, vyplnte, uvedte, vpis., prepis., odpovedzte, naklepte""",
    offers="""zlav, kedvezmeny, vyhraj, sutaz, priatel, kamarat""",
    shown="""ukazte, predlozte, pri pokladni, kurierovi""",
    conference="""schodz, stretnutie online, online stretnut""",
    asks="""podpis, aktivac, zmenit heslo, dokoncit, aktivov, overit, prijat, prijimam, ano som, ano chcem, nove heslo, ine
        heslo, pridat sa, zucastnim, potvrdit, potvrdzujem""",
    leads="""klikn, odkaz""",
    not_you="""neboli ste, neziadal""",
)

# Croatian, Bosnian, Serbian in Latin letters
HR = Words(
    strong="""kontrolni kod, kod za potvrdu, kod za provjeru, kod za proveru, verifikacijski kod, verifikacioni kod,
        sigurnosni kod, bezbednosni kod, jednokratni kod, jednokratna lozinka, jednokratna sifra, pristupni kod, kod za
        prijavu, aktivacijski kod, aktivacioni kod, potvrdni kod, unesite kod, sljedeci kod, sledeci kod, vas kod je,
        znamenkasti kod, cifreni kod, jednokratni pin, kod za autorizaciju, kod za uparivanje, sms kod""",
    weak="""lozinka""",
    context="""prijav, vrijedi, vazi, istice, uredaj, aktivir, otkljuc, potvrd, placanj""",
    other="""popust, postanski, kod greske, sifra artikla, sifra proizvoda, barkod""",
    void="""istekao, vise ne vrijedi, vise ne vazi, prethodni kod, vise ne, iskoristen, ponisten""",
    typing="""unesi., upisi., unesite, upisite, koristite, ukucaj, utipkaj, koristi, upisivanjem, pritisnite, prepisite,
        kopirajte, navedite, utipkajte""",
    offers="""kosar, kosarica, popust""",
    shown="""pokazite, na blagajni""",
    asks="""potpisi, zavrsi registr, pridruzi, promijeni lozinku, prihvati, prihvacam, nova lozinka, dovrsi, potvrdujem""",
    not_you="""niste bili, niste zatrazili""",
)

# Slovene
SL = Words(
    strong="""potrditvena koda, potrditveno kodo, varnostna koda, varnostno kodo, enkratna koda, enkratno kodo, enkratno
        geslo, koda za prijavo, kodo za prijavo, aktivacijska koda, aktivacijsko kodo, koda za preverjanje, kodo za
        preverjanje, preveritvena koda, vnesite kodo, naslednjo kodo, vasa koda je, enkratni pin, sms koda, koda za
        potrditev, koda za seznanjanje""",
    weak="""kodo, koda, geslo""",
    context="""potrdi, velja, naprav, aktivir, odkleni, placil, prijav""",
    void="""potekla, ni vec veljavna, prejsnj, ne velja vec, ni vec, preklican""",
    typing="""vpisite, vpisi., vnesite, uporabite, natipkaj, vtipkaj, uporabi""",
    shown="""pokazite, na blagajni""",
    asks="""podpisi, dokoncaj, pridruzi, spremeni geslo""",
    not_you="""niste bili""",
)
