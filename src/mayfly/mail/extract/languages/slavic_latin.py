"""What senders say in Slavic languages in Latin letters: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Polish
PL = Words(
    strong="""kod weryfikacyjny, kodu weryfikacyjnego, kod potwierdzajacy, kod potwierdzenia, kod bezpieczenstwa, kod
        jednorazowy, jednorazowy kod, haslo jednorazowe, jednorazowe haslo, kod logowania, kod do logowania, kod
        aktywacyjny, kod dostepu, kod uwierzytelniajacy, kod autoryzacyjny, kod autoryzacji, kod rejestracyjny, cyfrowy
        kod, nastepujacy kod, ponizszy kod, wpisz kod, wprowadz kod, uzyj kodu, twoj kod to, haslo sms, kod sms, kod
        parowania, kod odblokowania, kod zatwierdzajacy, jednorazowego kodu, jednorazowy pin, haslem jednorazowym,
        hasla jednorazowego, nastepujace cyfry, ponizsze cyfry, te cyfry, twoj kod, pani kod, pana kod, panstwa kod,
        kod to, kod:, kod odzyskiwania, kod resetujacy, kod odblokowujacy, kod podpisu, smskod, kod z sms, haslo
        tymczasowe, tymczasowe haslo, tymczasowy kod, haslo startowe, haslo dostepu, klucz dostepu, klucz aktywacyjny,
        klucz aktywacji, klucz jednorazowy, pin jednorazowy, tymczasowy pin, cyfrowego kodu, nowy kod, oto twoj kod,
        oto kod, ponizszego kodu, ten kod, tego kodu, podaj kod, przepisz kod, token jednorazowy, kod glosowania""",
    weak="""kodem, kodowi, kody., cyfry, cyfr, litery, klucz, klic., kulcs, haslo, haslem, hasla, kodu, cyfra, ten numer,
        nastepujacy numer, te liczbe, kod., kodu., kodem., hasla., haslem., token, tokena., klucza., kluczem., pin.,
        pinu., cyfr., cyframi, liczbe., liczba., slowo., slowa., fraza., fraze., znaki., znakow, ciag znakow, ciag cyfr""",
    context="""aplikac, platnosc, autoryz, polacz, zatwierd, sparuj, weryfik, potwierdz, zalog, logowan, wazn, wygas, minut,
        nie udostepnia, urzadzen, aktywac, aktywow, odblok, przelew, strone, potwierd, logowa, zaloguj, zalogowa,
        rejestr, wazny, wazne, waznosc, waznosci, wygasa, wygasnie, straci, jednorazow, jeden raz, tylko raz, nie
        udostepn, nie przekaz, nie podawaj, nigdy nie, poufn, nowe urzadz, przegladar, twoje konto, swoje konto,
        twojego konta, zaloz, zakladani, dokoncz, tozsam, uwierzyt, platno, odbiorc, podpis, resetow, zresetow, zapomn,
        dostep, aktyw, kontynu""",
    other="""konto-nr, wewn., wewnetrzn, nie., dni., nip:, regon, krs., edrpou, telefon, zamowieni, faktur, przesylk, rabat,
        klienta, kod pocztowy, nip., rezerwacj, paczk, narudzb, porudzbin, racun, posilj, recept, pokoj, numer seryjny,
        klient, ankiet, drzwi, bramy, domofon, kod bledu, kod produktu, kod towaru, kod modelu, kod oferty, numer
        uzytkownika, numer pacjenta, kod kreskowy, numer zamowienia, nr zamowienia, numer faktury, nr faktury, numer
        klienta, nr klienta, numer umowy, nr umowy, umowa, umowy, numer rachunku, nr rachunku, rachunek, rachunku,
        numer konta, nr konta, numer sprawy, nr sprawy, sprawa, numer zgloszenia, nr zgloszenia, zgloszeni, numer
        referencyjny, referencyj, nr ref, numer rezerwacji, nr rezerwacji, bilet, biletu, miejsce, wagon, pociag,
        peron, lot., numer przesylki, nr przesylki, list przewozowy, numer paczki, polis, numer polisy, szkod, karta,
        karty, numer karty, legitymac, nr albumu, numer albumu, pesel, tel., faks., fax., infolinia, ul., ulica,
        mieszkani, pietro, wersja, wersji, model, seria, nr serii, produkt, artykul, wydanie, rozdzial, numer
        rejestracyjny, kwota, tytul przelewu, blad., kod rabatowy, kod promocyjny, kod znizkowy, kod polecajacy, kod
        upominkowy, kod paskowy, kod do drzwi, kod domofonu, wifi., numer recepty, zdarzenie, sesja, zadzwon, dzwon.,
        kod platnika""",
    void="""zostal uzyty, zostal wykorzystany, uzyto, wykorzystano, juz uzyty, anulowan, uniewazni, niewazn, nie dziala,
        przestal dzialac, wygasl, stracil waznosc, nie jest juz wazny, poprzedni kod, stary kod, nie mozna juz, juz
        nie, nie jest juz, wykorzystany, zuzyty, nieaktualn, nie moze juz, niewazny, zostal zastapion, zastapil, juz
        wygas, wycofany, wycofano, cofniety, uniewazn, wczesniejszy kod, zastapiony, przestal, na przyklad, np.""",
    blocked="""zablokowan, zostal zablokowany, blednie, niepoprawnie, trzykrotnie, bledny""",
    sent="""sms-em, smsem, przez sms, w sms, wiadomosc sms, wiadomosci sms, na telefon, na twoj telefon, na twoj numer""",
    typing="""wpisac., przepisz, uzywajac, wklej., wstukaj, podac., wpisz., wprowadz, podaj., uzyj., wystukaj, wpisujac,
        podajac, wpisac, wpisz, wprowadzic, potwierdz kodem, zatwierdz kodem, zaloguj sie kodem, wybierz na, wcisnij,
        nacisnij, napisz, wstaw, wbij, skopiuj, przepisac, wpisuje, odpisz, podyktuj, wprowadzajac, wypelnij,
        naciskajac, wystukac, wpisujesz, wpisze, wpisania, podaj, podac, podania, poda., prosimy podac, wprowadzenia,
        uzyc., uzyciem, wklej, wkleic, skopiowac, wstawic, wklep, zastosuj, odpowiedz, wpisuj, umiesc""",
    offers="""kody zapasowe, kody odzyskiwania, koszyk, karta podarunkowa, darkov, klucz licencyjny, klucz produktu,
        promosyon, wygraj, konkurs, loteri, znajom, przyjaci, kod rabatowy, kod promocyjny, kod znizkowy, rabat, znizk,
        promocj, w koszyku, do koszyka, karty podarunkowej, kupon, nastepne zakupy, kolejne zakupy, kolejnych zakup,
        darmowa dostawa, punkty, polec, przyjaciol, oszczedz""",
    shown="""pokaz kod, pokaz ten, pokaz obsl, okaz, przy kasie, w kasie, kurierowi, obsludze, przy placeniu, kierowcy,
        dostawcy, okaz., pokaz, na recepcji, przy wejsciu, w recepcji""",
    units="""aud, sek, nok, dkk, pln, czk, huf, ron""",
    collection="""kod odbioru, kodem odbioru, kodu odbioru""",
    keypad="""automaat, lokero, ekran, displej, kijelzo, ekranie, klawiatur, skrytk, paczkomat, domofon, terminal, tablet""",
    bill="""razem, suma., do zaplaty, termin platnosci, vat., faktura, paragon, naleznosc, zaplacono""",
    conference="""id spotkania, spotkani, id schuzky, schuzk""",
    asks="""nowe haslo, zapomniane haslo, potwierdz, zweryfikuj, aktywuj, zresetuj, ustaw haslo, zmien haslo, przyjmij
        zaproszenie, zaakceptuj, zaloguj, podpis, ustaw nowe, dokoncz, dolacz, odblokuj, akceptuj, przyjmuje, link do
        logowania, akceptuje, przyjmij, tak to ja, tak chce, zakoncz rejestr, inne haslo, wezme udzial, utworz dostep,
        potwierdzam, potwierdzenie adresu, weryfikuj, aktywacja, zresetuj haslo, utworz haslo, wybierz haslo, odzyskaj,
        zobacz zaproszenie, zaloguj sie, zapisz mnie, dokoncz rejestracj, zakoncz rejestracj, zatwierdz, autoryzuj,
        podpisz, to ja, to bylem ja, zezwol, magiczny link, kontynuuj rejestr""",
    leads="""jatka, kliknij, kontynuuj, klikni, link""",
    never="""wypisz, zrezygnuj, prywatnosc, prywatnosci, rezygnuj, zarzadzaj, ustawienia, polityka prywatnosci, regulamin,
        czytaj wiecej, czytaj dalej, wiecej informacji, zobacz w przegladarce, zobacz online, kup teraz, do sklepu,
        zobacz zamowienie, sledz, zobacz fakture, pobierz, zaplac, oplac, ocen., opini, pomoc, kontakt, odrzuc, anuluj,
        kalendarz, dowiedz sie""",
    not_you="""to nie ty, nie ty, to nie panstwo, nie prosil, nie wysylal, nie zamawial, nie spodziewal, ktos inny, jesli to
        nie, nie rozpoznaj""",
)

# Czech
CS = Words(
    strong="""overovaci kod, potvrzovaci kod, bezpecnostni kod, jednorazovy kod, jednorazove heslo, prihlasovaci kod,
        aktivacni kod, pristupovy kod, autorizacni kod, autentizacni kod, registracni kod, mistny kod, ciferny kod,
        nasledujici kod, zadejte kod, pouzijte kod, vas kod je, sms kod, jednorazovym heslem, parovaci kod, odblokovaci
        kod, potvrzovaciho kodu, schvalovaci kod, autorizacni heslo, podpisovy kod, nasledujici cislice, tyto cislice,
        nasledujici cisla, vas kod, tvuj kod, kod je, kod:, overovaciho kodu, jednorazovy pin, docasne heslo, docasny
        kod, docasny pin, obnovovaci kod, kod z sms, pristupove heslo, pristupovy klic, aktivacni klic, jednorazovy
        klic, mistneho kodu, ciselny kod, novy kod, zde je vas kod, zde je kod, tento kod, nize uvedeny kod, zadej kod,
        opiste kod, vlozte kod, hlasovaci kod""",
    weak="""cislice, cisla, kod., heslo, heslem, kodem, kodu, cislic, hesla, toto cislo, nasledujici cislo, tato cislice,
        kodu., kodem., kody., hesla., heslem., pin., pinem., klic., klice., klicem., slovo., slova., slovem., fraze,
        frazi, znaky, znaku, retezec""",
    context="""platb, overit, potvrd, prihlas, platn, vyprsi, schval, sparov, zarizen, aktivac, aktivov, odemkn, odblok,
        aplikac, deset minut, over., overen, potvrz, prihlaseni, registr, plati do, plati po, minut, jednorazov, jen
        jednou, pouze jednou, nesdelujte, nesdilej, nikomu, nikdy, duvern, nove zarizen, zarizeni, prohlizec, vas ucet,
        tvuj ucet, vaseho uctu, dokonc, totoznost, autentiz, autoriz, prevod, prijemc, podpis, obnov, zapomen, pristup,
        aktiv, odemk, propoj, pokrac""",
    other="""juna, pociag, vlak, vonat, objednav, zasilk, slev, psc., ico., rezervac, zasielk, recept, pokoj, seriove,
        sedadlo, zakaznick, zakaznik, dotaznik, dveri, brany, kod chyby, chybovy kod, kod zbozi, kod produktu, kod
        modelu, cislo uzivatele, cislo pacienta, carovy kod, cislo pojisten, cislo objednavky, objednavk, c. obj, cislo
        faktury, faktur, variabilni symbol, variabilni, konstantni symbol, specificky symbol, cislo uctu, zakaznicke
        cislo, cislo zakaznika, cislo smlouvy, smlouv, cislo pripadu, pripad, cislo jednaci, c.j., c. j., spisova
        znacka, sp. zn, cislo pozadavku, pozadav, tiket, cislo rezervace, letenk, jizdenk, vstupenk, sedadl, misto.,
        vlak., vagon, nastupist, let., cislo zasilky, balik, balicek, pojistk, pojistna, pojistne, pojistn, cislo
        karty, karta, clensk, clen c, studijni, dic., telefon, tel., mobil, fax., infolink, ulice, byt., patro, verze,
        model, serie, seriove cislo, vyrobek, zbozi, artikl, vydani, spz., castka, chyba, slevovy kod, slevovy, promo
        kod, darkovy, kod poukazu, kod dveri, kod zvonku, zvonek, wifi., erecept, udalost, volejte, zavolejte""",
    void="""byl pouzit, byl zrusen, byl zneplatnen, jiz pouzit, uz byl pouzit, propadl, neplatny, neplati, prestal platit,
        vyprsel, jiz neplati, predchozi kod, uz neplati, uz nelze, jiz nelze, uz ne, jiz ne, nelze pouzit, vyuzit, byl
        nahrazen, uz vyprsel, stazen, byl stazen, jiz byl pouzit, vyprsela, pozbyl, neplatn, zrusen, stary kod, puvodni
        kod, nahrazen, nefunguje, napriklad, např.""",
    blocked="""zablokovan, uzamcen, chybne zadan, spatne zadan, trikrat, nespravne""",
    sent="""sms zprav, v sms, formou sms, smskou, na telefon, na vas telefon, na mobil, na vas mobil""",
    typing="""zadej., zadat., opiste., opis., napiste, vlozte., zadani., zadejte, pouzijte, opsat, zapiste, vyplnte,
        natukejte, opiste, zadat, vepiste, potvrdte kodem, potvrdte heslem, napis., vloz., vlozit, napsat, zmackni,
        stisknete, vytukej, vytukejte, zkopirujte, prepiste, prepis., vypln., uvedte, uved., odpovez, nadiktuj,
        naklepej, zadavejte, zadej, zadate, zadani, zadanim, vlozte, vlozenim, napis, opsanim, prepis, pouzij, pouzit,
        vypln, vyplnit, zapis., zkopiruj, vepis, vepsat, naťuk, naukej, vytuk, stiskn, potvrd kodem, prihlas kodem""",
    offers="""obnovovaci kody, zalozni kody, helyreallitasi kodok, kosik, licencni klic, licenckulcs, slev, kutsu ystav,
        zapros znajom, polec znajom, pozvi pratel, doporuc, vyhraj, soutez, pratel, kamarad, slevovy kod, slevovy,
        slev., sleva, slevu, promo, v kosiku, do kosiku, darkov, poukaz, kupon, pristi nakup, dalsi nakup, doprava
        zdarma, vyhra, usetr""",
    shown="""ukazte, predlozte, u pokladny, na pokladne, obsluze, kuryrovi, ridici, ukaz., predloz, na recepci, u vstupu""",
    collection="""kod pro vyzvednuti, vyzvedavaci kod, vydejni kod, kod k vyzvednuti""",
    keypad="""displej, obrazovk, klavesnic, skrin, box., terminal, tablet""",
    bill="""celkem, k uhrade, k zaplaceni, splatnost, dph., faktura, uctenka, castka, zaplaceno""",
    asks="""nove heslo, zapomenut, potvrd, overit, aktivova, obnovit heslo, resetovat, nastavit heslo, prijmout pozvanku,
        prihlasit, potvrdit, obnovit, prijat pozvanku, aktiviraj, resetiraj, ponisti lozinku, prihvati, prijavi se,
        ponastavi, sprejmi, podeps, podepis, aktivuje, aktivac, zmenit heslo, dokoncit, pripojit se, odemkn, odblok,
        prijmout., prihlasovaci odkaz, prijmout, prijimam, ano jsem, ano chci, dokoncete, jine heslo, pridat se,
        ucastnim, potvrzuji, potvrdte, overte, over svuj, aktivovat, aktivujte, nastavit nove, vytvorit heslo, zvolit
        heslo, prijmout pozvani, zobrazit pozvan, prihlasit se, dokoncit registraci, odblokovat, odemknout, schvalit,
        autorizovat, podepsat, ano to jsem, byl jsem to, povolit, pokracovat v registr""",
    leads="""kliknete, pokracovat, kattints, klik, klikn, odkaz""",
    never="""pomoc, odhlasit, soukromi, podminky, napoveda, sukromi, odjav, privatnost, odjava, zasebnost, odhlasit odber,
        odhlaseni, spravovat, nastaveni, ochrana osobnich, osobnich udaju, precist vice, vice informaci, zobrazit v
        prohlizeci, zobrazit online, nakupovat, koupit, do obchodu, zobrazit objednavku, sledovat, zobrazit fakturu,
        stahnout, zaplatit, ohodnotit, hodnocen, napoved, kontakt, odmitnout, zrusit, kalendar""",
    not_you="""nebyl jste, nejste to, nezadal, nebyli jste, nebyl jsi, nejsi to, neobjednal, necekal, nekdo jiny, pokud jste
        to, pokud to nejste, nepoznav""",
)

# Slovak
SK = Words(
    strong="""overovaci kod, potvrdzovaci kod, bezpecnostny kod, jednorazovy kod, jednorazove heslo, prihlasovaci kod,
        aktivacny kod, pristupovy kod, autorizacny kod, miestny kod, nasledujuci kod, zadajte kod, pouzite kod, sms
        kod, jednorazovym heslom, parovaci kod, autorizacne heslo, nasledujuce cislice, tieto cislice, vas kod, tvoj
        kod, kod je, kod:, overovacieho kodu, potvrdzujuci kod, jednorazovy pin, docasne heslo, docasny kod, docasny
        pin, autentifikacny kod, registracny kod, obnovovaci kod, odblokovaci kod, podpisovy kod, pristupove heslo,
        pristupovy kluc, aktivacny kluc, jednorazovy kluc, miestneho kodu, ciselny kod, novy kod, tu je vas kod, tu je
        kod, tento kod, nizsie uvedeny kod, zadaj kod, odpiste kod, vlozte kod""",
    weak="""heslom, kodom, cislice, toto cislo, nasledujuce cislo, kod., kodu., kodom., kody., heslo, hesla., heslom.,
        pin., pinom., kluc., kluca., klucom., cislic, slovo., slova., slovom., fraza, frazu, znaky, znakov, retazec""",
    context="""zariaden, aktivac, potvrd, prihlas, platn, overi, over., overen, registr, plati do, plati po, vyprsi, minut,
        jednorazov, len raz, iba raz, nikomu, nikdy, dovern, nove zariaden, prehliadac, vas ucet, tvoj ucet, vasho
        uctu, dokonc, totoznost, autentif, autoriz, platb, prevod, prijemc, podpis, obnov, zabudnut, pristup, aktiv,
        odblok, odomk, sparov, prepoj, pokrac""",
    other="""zlav, kod chyby, chybovy kod, kod obce, kod produktu, kod tovaru, cislo pouzivatela, cislo pacienta, ciarovy
        kod, psc, id schodze, cislo objednavky, objednavk, cislo faktury, faktur, variabilny symbol, variabilny, cislo
        uctu, zakaznicke cislo, zakaznick, cislo zmluvy, zmluv, cislo pripadu, cislo ziadosti, ziadost, tiket, cislo
        rezervacie, rezervac, letenk, listok, vstupenk, sedadl, miesto, vlak., vagon, zasielk, cislo zasielky, balik,
        balicek, poistk, poistn, cislo karty, clensk, ico., dic., ic dph, telefon, tel., mobil, fax., psc., ulica,
        byt., poschodie, izba., verzia, model, seria, seriove cislo, vyrobok, tovar, vydanie, ecv., suma., chyba,
        zlavovy kod, zlavovy, promo kod, darcekov, kod dveri, zvoncek, wifi., recept, udalost, volajte, zavolajte""",
    void="""uz ne, nemozno pouzit, bol pouzity, bol zruseny, vyprsal, neplatny, bol nahradeny, uz vyprsal, stiahnuty, bol
        stiahnut, prepadol, uz neplati, neplati, uz bol pouzity, vyprsala, stratil platnost, neplatn, zrusen,
        predchadzajuci kod, stary kod, povodny kod, nahraden, nefunguje, napriklad, napr.""",
    blocked="""zablokovan, uzamknut, nespravne zadan, zle zadan, trikrat""",
    sent="""sms sprav, v sms, formou sms, na telefon, na vas telefon, na mobil""",
    typing="""zadajte, pouzite, napiste, opiste, vpiste, vlozte, zadat, naťukajte, napis, zadaj, prepiste, vloz., vytukajte,
        stlacte, skopirujte, vyplnte, uvedte, vpis., prepis., odpovedzte, naklepte, zadate, zadanim, vlozit, napisat,
        odpis, odpiste, odpisat, prepis, pouzi., pouzit, vypln, vyplnit, zapis., zapiste, skopiruj, uved., vpisat,
        stlac, naťuk""",
    offers="""zlav, kedvezmeny, vyhraj, sutaz, priatel, kamarat, zlavovy kod, zlavovy, zlav., zlava, promo, v kosiku, kosik,
        do kosika, darcekov, poukaz, kupon, dalsi nakup, doprava zadarmo, vyhra, usetr""",
    shown="""ukazte, predlozte, pri pokladni, kurierovi""",
    bill="""spolu., k uhrade, na uhradu, splatnost, dph., faktura, suma., zaplatene""",
    conference="""schodz, stretnutie online, online stretnut""",
    asks="""podpis, aktivac, zmenit heslo, dokoncit, aktivov, overit, prijat, prijimam, ano som, ano chcem, nove heslo, ine
        heslo, pridat sa, zucastnim, potvrdit, potvrdzujem, potvrd, potvrdte, overte, aktivovat, aktivujte, obnovit
        heslo, nastavit heslo, nastavit nove, vytvorit heslo, zvolit heslo, prijat pozvan, zobrazit pozvan, pripojit
        sa, prihlasit sa, prihlasit, dokoncit registraciu, odblokovat, odomknut, schvalit, autorizovat, podpisat, ano
        to som, povolit, prihlasovaci odkaz""",
    leads="""klikn, odkaz""",
    never="""odhlasit odber, odhlasit, odhlasenie, spravovat, nastavenia, ochrana osobnych, osobnych udajov, podmienky,
        citat viac, viac informacii, zobrazit v prehliadaci, zobrazit online, nakupovat, kupit, do obchodu, zobrazit
        objednavku, sledovat, zobrazit fakturu, stiahnut, zaplatit, ohodnotit, hodnoten, pomoc, kontakt, odmietnut,
        zrusit, kalendar""",
    not_you="""neboli ste, neziadal, nie ste to, nezadal, neobjednal, neocakaval, niekto iny, ak ste to, ak to nie, nepoznav""",
)

# Croatian, Bosnian, Serbian in Latin letters
HR = Words(
    strong="""kontrolni kod, kod za potvrdu, kod za provjeru, kod za proveru, verifikacijski kod, verifikacioni kod,
        sigurnosni kod, bezbednosni kod, jednokratni kod, jednokratna lozinka, jednokratna sifra, pristupni kod, kod za
        prijavu, aktivacijski kod, aktivacioni kod, potvrdni kod, unesite kod, sljedeci kod, sledeci kod, vas kod je,
        znamenkasti kod, cifreni kod, jednokratni pin, kod za autorizaciju, kod za uparivanje, sms kod, vas kod, tvoj
        kod, kod je, kod:, kod za verifikaciju, jednokratna zaporka, privremena lozinka, privremeni kod, privremena
        zaporka, kod za pristup, kod za aktivaciju, autorizacijski kod, kod za oporavak, novi kod, evo koda, ovaj kod,
        kod u nastavku, unesi kod, upisite kod, koristite kod, ove znamenke, sljedece znamenke""",
    weak="""lozinka, kod., koda., kodom., lozinku, lozinke, zaporka, zaporku, sifra, sifru, sifre, pin., kljuc, kljuca,
        znamenke, znamenki, brojke, rijec., rijeci., rec., reci., izraz""",
    context="""prijav, vrijedi, vazi, istice, uredaj, aktivir, otkljuc, potvrd, placanj, verific, registr, vazi., istjece,
        minut, jednokrat, samo jednom, nemojte dijeliti, ne dijelite, ne delite, nikome, nikad, povjerlj, novi uredaj,
        preglednik, racun., vas racun, korisnick, identitet, autentif, autoriz, potpis, oporav, zaboravlj, pristup,
        aktiv, nastav""",
    other="""popust, postanski, kod greske, sifra artikla, sifra proizvoda, barkod, broj narudzbe, narudzb, porudzbin, racun
        br, broj racuna, faktur, klijent, korisnicki broj, ugovor, broj ugovora, zahtjev br, zahtev br, tiket,
        rezervac, karta, ulaznica, sjedalo, sediste, vlak., vagon, let., posiljk, paket, pracenj, polic, clanski, oib.,
        mbs., pib., jmbg., pdv., telefon, tel., mob., faks., postanski broj, ulica, ul., kat., stan., soba., verzija,
        model, serij, proizvod, artikl, izdanje, registars, iznos, greska, kod za popust, promo kod, kupon, poklon bon,
        portafon, interfon, recept, poziv na broj, ziro., nazovite, pozovite""",
    void="""istekao, vise ne vrijedi, vise ne vazi, prethodni kod, vise ne, iskoristen, ponisten, je iskoristen, je
        istekao, ne vrijedi, ne vazi, nevazec, stari kod, zamijenjen, zamenjen, opozvan, na primjer, na primer, npr.""",
    blocked="""blokiran, zakljucan, pogresno unesen, pogresno, tri puta""",
    sent="""putem sms, sms-om, smsom, sms porukom, na telefon, na mobitel, na mobilni""",
    typing="""unesi., upisi., unesite, upisite, koristite, ukucaj, utipkaj, koristi, upisivanjem, pritisnite, prepisite,
        kopirajte, navedite, utipkajte, unesi, unijeti, uneti, unosom, upisi, upisati, ukucajte, iskoristite, kopiraj,
        zalijepite, zalepite, navedi, prepisi, unos.""",
    offers="""kosar, kosarica, popust, kod za popust, promo kod, kupon, poklon, kosaric, korpa, korpi, akcij, sljedecu
        kupnju, sledecu kupovinu, besplatna dostava, nagradn, osvoji, bodov, prijatelj, usted""",
    shown="""pokazite, na blagajni""",
    bill="""ukupno, za platiti, za uplatu, dospijec, dospec, pdv., racun br, placeno, iznos""",
    asks="""potpisi, zavrsi registr, pridruzi, promijeni lozinku, prihvati, prihvacam, nova lozinka, dovrsi, potvrdujem,
        potvrdi, potvrdite, potvrda, verificiraj, aktiviraj, aktivirajte, aktivacija, resetiraj, resetuj, promeni
        lozinku, postavi lozinku, postavite lozinku, odaberi lozinku, prihvatite, pogledaj pozivnicu, prijavi se,
        prijava, prijavite se, zavrsi registraciju, otkljucaj, odobri, dopusti, da to sam, to sam bio ja, nastavi
        registraciju""",
    never="""odjavi, odjavite, odjava, upravljaj, postavke, podesavanja, privatnost, uvjeti, uslovi, procitaj, saznaj vise,
        vise informacija, pogledaj u pregledniku, kupi., kupite, u trgovinu, pogledaj narudzbu, prati, pogledaj racun,
        preuzmi, plati, ocijeni, oceni, pomoc, kontakt, odbij, odustani, otkazi, kalendar""",
    not_you="""niste bili, niste zatrazili, niste vi, nisi ti, niste trazili, nisi trazio, niste ocekivali, netko drugi, neko
        drugi, ako niste, ako nisi""",
)

# Slovene
SL = Words(
    strong="""potrditvena koda, potrditveno kodo, varnostna koda, varnostno kodo, enkratna koda, enkratno kodo, enkratno
        geslo, koda za prijavo, kodo za prijavo, aktivacijska koda, aktivacijsko kodo, koda za preverjanje, kodo za
        preverjanje, preveritvena koda, vnesite kodo, naslednjo kodo, vasa koda je, enkratni pin, sms koda, koda za
        potrditev, koda za seznanjanje, vasa koda, tvoja koda, koda je, koda:, zacasno geslo, zacasna koda, dostopna
        koda, prijavna koda, koda za dostop, koda za aktivacijo, preverjalna koda, avtorizacijska koda, mestna koda,
        mestno kodo, nova koda, tukaj je vasa koda, ta koda, to kodo, spodnjo kodo, vnesi kodo, vpisite kodo, uporabite
        kodo""",
    weak="""kodo, koda, geslo, koda., kodo., kode., gesla., geslom, pin., kljuc, kljucem, stevke, stevk, besedo., beseda.,
        znaki""",
    context="""potrdi, velja, naprav, aktivir, odkleni, placil, prijav, potrd, prever, registr, veljavn, velja., potece,
        minut, enkrat, samo enkrat, ne delite, nikomur, nikoli, zaup., novo napravo, brskalnik, vas racun, identitet,
        avtentik, avtoriz, podpis, ponastav, pozablj, dostop, aktiv, odklen, nadalj""",
    other="""stevilka narocila, narocil, racun st, st. racuna, faktur, stranka, pogodb, zadev, zahtevek, rezervac, vozovnic,
        vstopnic, sedez, vlak., polet, posiljk, paket, sledenj, polic, clansk, davcna, maticna, trr., sklic, telefon,
        tel., gsm., faks., postna, ulica, nadstropje, soba., razlicica, model, serijska, izdelek, artikel, izdaja,
        registrska, znesek, napaka, koda za popust, promocijska koda, kupon, darilni bon, crtna koda, domofon, recept,
        poklicite""",
    void="""potekla, ni vec veljavna, prejsnj, ne velja vec, ni vec, preklican, je bila uporabljena, ze uporabljen, je
        potekla, ne velja, neveljav, prejsnja koda, stara koda, zamenjan, na primer, npr.""",
    blocked="""blokiran, zaklenjen, napacno vnesen, napacno, trikrat""",
    typing="""vpisite, vpisi., vnesite, uporabite, natipkaj, vtipkaj, uporabi, vnesi, vnesti, vnosom, vnos., vpisi, vpisati,
        vtipkajte, kopirajte, prilepite, navedite, prepisite, pritisnite""",
    offers="""koda za popust, promocijsk, popust, kupon, darilni, kosaric, akcij, naslednji nakup, brezplacna dostava,
        nagradn, osvoji, tock., prijatelj""",
    shown="""pokazite, na blagajni""",
    bill="""skupaj, za placilo, rok placila, ddv., racun st, znesek""",
    asks="""podpisi, dokoncaj, pridruzi, spremeni geslo, potrdi, potrdite, potrjujem, potrditev, aktiviraj, aktivirajte,
        ponastavi, ponastavite, novo geslo, nastavi geslo, izberi geslo, sprejmi, sprejmite, poglej vabilo, prijavi se,
        prijava, prijavite se, odkleni, odobri, dovoli, da to sem, to sem bil jaz""",
    never="""odjavi, odjavite, odjava, upravljaj, nastavitve, zasebnost, pogoji, preberi, vec o, vec informacij, poglej v
        brskalniku, kupi., v trgovino, poglej narocilo, sledi, poglej racun, prenesi, placaj, oceni, pomoc, kontakt,
        zavrni, preklici, koledar""",
    not_you="""niste bili, niste vi, nisi ti, niste zahtevali, nisi zahteval, niste pricakovali, nekdo drug, ce niste, ce nisi""",
)
