"""What senders say in the Nordic languages: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Swedish
SV = Words(
    strong="""din kod:, verifieringskod, bekraftelsekod, sakerhetskod, inloggningskod, engangskod, engangslosenord,
        aktiveringskod, atkomstkod, autentiseringskod, valideringskod, registreringskod, aterstallningskod, tillfallig
        kod, siffrig kod, siffriga kod, foljande kod, denna kod, ange koden, anvand koden, din kod ar, engangspin,
        signeringskod, kopplingskod, upplasningskod, godkannandekod, engangskoden, inloggningssiffror, foljande
        siffror, dessa siffror, siffrorna nedan, din kod, er kod, koden ar, engangs-pin, tillfalligt losenord,
        tillfallig pin, verifikationskod, kontrollkod, parkopplingskod, kod for, kod att, skriv koden, koden nedan,
        siffriga koden, sifferkod, lossenord, kodord, sms-kod, smskod, ny kod, har ar din kod""",
    weak="""siffror, siffrorna, losenordet, kodordet, losenord, koden, losen, foljande nummer, detta nummer, kod., koder,
        pinkod, pin-kod, siffra, nyckel, nyckeln, ord., ordet., fras., frasen, tecken""",
    context="""bekrafta, logga in, giltig, minuter, dela inte, bekraft, enhet, aktiver, godkann, logga, verifier, loggar in,
        inlogg, registrer, galler i, galler till, gar ut, loper ut, tio minuter, engang, en gang, dela aldrig, lamna
        aldrig, lamna inte ut, ber aldrig, konfidentiell, ny enhet, webblasare, ditt konto, skapa konto, slutfor,
        identitet, legitim, autentis, betalning, overforing, mottagare, signer, underskrift, aterstall, glomt, atkomst,
        las upp, koppla, forts""",
    other="""nomor anggota, id anggota, no anggota, medlems, anknytning, lokalnr, klapka, mellek, orgnr, org.nr, rabatt,
        bestallning, ordernummer, faktura, leverans, rabattkod, postnummer, bokning, rabatkode, rabattkode, poskod,
        recept, serienummer, kundnr, kundnummer, enkat, undersok, portkod, dorr, felkod, artikelkod, produktkod,
        modellkod, bokningskod, annonskod, anvandarnummer, patientnummer, streckkod, order nr, ordernr, best nr,
        bestallningsnummer, fakturanummer, fakturanr, ocr., kund., medlemsnummer, medlemsnr, medlem nr, arendenummer,
        arende, diarienummer, dnr., referens, referensnummer, ref., bokningsnummer, biljett, biljettnummer, plats.,
        vagn., tag., flyg., kolli, kollinummer, sparningsnummer, sandning, paket, forsandelse, avtal, avtalsnummer,
        forsakring, skadenummer, konto nr, kontonummer, bankgiro, plusgiro, clearing, org nr, organisationsnummer,
        personnummer, momsreg, moms., telefon, tel., mobil, fax., vaxel, box., gatan, vagen, vaning, lagenhet, rum.,
        version, modell, artikelnummer, artikelnr, utgava, nummer., sida., registreringsnummer, kampanjkod,
        presentkort, vardekod, dorrkod, kolkod, wifi., journal, handelse""",
    void="""har anvants, ar anvand, redan anvand, anvandes, ar ogiltig, upphort att, fungerar inte langre, har dragits,
        galler inte, har gatt ut, galler inte langre, tidigare kod, inte langre, har slutat, har ersatts, har
        forbrukats, forbrukad, gick ut, har utgatt, ar forbrukad, ar dod, har makulerats, makulerad, dragits tillbaka,
        ogiltigforklarad, har lopt ut, ogiltig, ogiltigforkl, ar ersatt, gammal kod, aterkallad, avbruten, fungerar
        inte, upphort""",
    blocked="""sparrad, sparrats, sparrat, blockerad, blockerats, last., fel tre, felaktigt""",
    sent="""via sms, per sms, som sms, ett sms, till din telefon, till din mobil, med post, per post, per brev,
        autentiseringsapp""",
    typing="""mata in, fyll i, sla in, klistra, anvand., knapp in, skriv, knappa, sla., mata., tryck, bekrafta med, godkann
        med, logga in med, ange., skriva., tryck in, knappar, knappa in, uppge, kopiera, klistrar, for in, slar du,
        fyller, anges, anger, angiv, skriv., skriver, skrivs, skriv in, matar in, slar in, fyller i, anvand, anvander,
        klistra in, uppger, lamna, svara med""",
    offers="""aterstallningskoder, handlekurv, ostoskori, presentkort, gavekort, rabatt, rabat, rabattkod, allahindlus,
        atlaid, nuolaid, vinn., tavling, tavla, vanner, kampanjkod, erbjudande, i varukorgen, varukorgen, ditt kop,
        nasta kop, fri frakt, vardebevis, bonus, poang, varva, spara.""",
    shown="""visa koden, visa upp, visa den har, i kassan, vid kassan, ombudet, till foraren, budet, i receptionen, vid
        entren, for personalen, for foraren""",
    units="""gb., mb., kb., tb., km., kg., px., pt.""",
    collection="""upphamtningskod, uthamtningskod, hamtkod""",
    keypad="""layar, loker""",
    conference="""ertekezlet, intalnire""",
    asks="""nytt losenord, bekrafta, verifiera, aktivera, aterstall, acceptera inbjudan, logga in, skriv under, signera,
        byt losenord, valj losenord, skapa losenord, slutfor, tacka ja, las upp, ga med, acceptera., inloggningslank,
        acceptera, godkann, ja tack, valj ett nytt, bekrafta min, bekrafta e-post, bekrafta adress, bekrafta konto,
        verifiera e-post, aktivera konto, aktivera ditt, aterstall losenord, skapa nytt, andra losenord, valj nytt,
        visa inbjudan, anslut, delta, ga med i, logga in nu, slutfor registrering, godkann inloggning, det var jag, ja
        det var jag, jag bekraftar, tillat, magisk lank, las upp konto""",
    leads="""klicka har, fortsatt, klicka, lanken""",
    never="""avregistrera, avsluta prenumeration, integritet, afmeld, privatliv, avsluta prenumerationen, avprenumerera,
        hantera, installningar, integritetspolicy, las mer, visa i webblasaren, visa online, handla nu, till butiken,
        se order, spara paket, spara din, visa faktura, betala, betygsatt, hjalp, kundtjanst, avboka, avbryt, neka.,
        kalender""",
    not_you="""inte du, inte begart, inte dig, inte bett, inte vantade, nagon annan, om det inte var, inte kanner igen, kanner
        du inte""",
)

# Danish
DA = Words(
    strong="""din kode er, koden er, bekraeftelseskode, bekræftelseskode, sikkerhedskode, engangskode, engangsadgangskode,
        loginkode, login-kode, verifikationskode, verificeringskode, aktiveringskode, adgangskode til engangsbrug,
        godkendelseskode, cifret kode, cifrede kode, folgende kode, denne kode, indtast koden, brug koden,
        engangsnogle, parringskode, oplasningskode, signeringskode, engangskoden, bekraeftelseskoden, folgende tal,
        disse tal, folgende cifre, tallene herunder, din kode, din kode:, engangs-kode, engangs-pin, engangspinkode,
        midlertidig adgangskode, midlertidig kode, midlertidig pin, bekraeftelsesnummer, kontrolkode, adgangskode til,
        registreringskode, gendannelseskode, underskriftskode, kode til, kode for, kodeord til, sms-kode, smskode, ny
        kode, her er din kode, angiv koden, skriv koden, tast koden, koden nedenfor, kode nedenfor, 6-cifret, 4-cifret,
        sekscifret, firecifret""",
    weak="""koder, adgangskode, adgangskoden, pinkod, pinkode, dette nummer, folgende nummer, dette tal, kode., koden,
        kodeord, kodeordet, pinkoden, pin-kode, cifre, cifrene, tal., tallene, nogle., nøgle, noglen, ord., ordet.,
        tegn., tegnene""",
    context="""godkend, godkenn, betal, forbind, log ind, udlober, kobl, enhed, aktiver, parre, bekraeft, bekræft, skaerm, log
        på, verific, logger ind, logge ind, login, registrer, gyldig, gaelder i, gælder i, gaelder til, gælder til,
        minutter, ti minutter, engang, en gang, del ikke, del aldrig, giv aldrig, beder aldrig, fortrolig, ny enhed,
        browser, din konto, opret konto, opret din, faerdig, færdig, identitet, legitim, betaling, overforsel,
        modtager, underskr, nulstil, glemt, adgang, lås op, tilknyt, fortsæt, fortsaet""",
    other="""index nr, nr albumu, cvr., recept, vaerelse, serienummer, sporgeskema, kunde, dorkode, dor., fejlkode,
        varekode, produktkode, modelkode, bookingkode, brugernummer, patientnummer, stregkode, jobkode, ordrenummer,
        ordrenr, ordre, faktura, fakturanummer, fakturanr, kundenummer, kundenr, medlemsnummer, medlemsnr, sagsnummer,
        sagsnr, sag., journalnummer, reference, referencenummer, ref., bookingnummer, booking, reservation, billet,
        billetnummer, plads, vogn., tog., fly., pakkenummer, pakke, forsendelse, trackingnummer, aftale, aftalenummer,
        police, policenummer, skadenummer, kontonummer, konto nr, reg.nr, reg. nr, cvr-nr, cvr nr, cpr., se-nr, moms.,
        telefon, tlf., mobil, fax., postnummer, postboks, vej., etage, lejlighed, version, model, varenummer, varenr,
        udgave, side., nummerplade, betalings-id, fi-kort, giro., rabatkode, kampagnekode, gavekort, vaerdikode,
        portkode, wifi., begivenhed""",
    void="""er brugt, blev brugt, er blevet brugt, allerede brugt, er ugyldig, virker ikke laengere, virker ikke længere,
        ikke længere gyldig, er udløbet, er annulleret, gaelder ikke, gælder ikke, ikke laengere gyldig, ikke laengere,
        ikke længere, er udnyttet, opbrugt, er benyttet, er allerede benyttet, er erstattet, udlob., er dod, trukket
        tilbage, er inddraget, er lukket, ugyldig, tidligere kode, gammel kode, tilbagekaldt, annulleret, virker ikke""",
    blocked="""spaerret, spærret, blokeret, laast, låst., forkert tre, indtastet forkert, forkert""",
    sent="""via sms, pr. sms, som sms, en sms, på sms, til din telefon, til din mobil, med posten, pr. brev""",
    typing="""tast., tast ind, skriv., indsaet, indsæt, indtast, brug., ange., taste, taster, skrive, indtaste, tryk, oplys,
        indtaster, bekraeft med, bekræft med, godkend med, log ind med, opgiv., kopier, indsaettes, tastes, indtastes,
        tast den, udfyld, angiv., angiver, angives, indtast., skriver, skrives, bruger, benyt, oplys., svar med, tryk.,
        saet ind, slå ind, aflever""",
    offers="""varukorg, indkobskurv, kurven, hediye, inviter venner, inviter en ven, verv en venn, verv venner, kutsu kaver,
        vind., konkurrence, venner, rabatkode, kampagnekode, rabat, gavekort, tilbud, i kurven, din kurv, dit kob,
        naeste kob, fri fragt, bonus""",
    shown="""vis koden, vis denne, vis afhent, ved kassen, i kassen, i butikken, til chaufforen, til budet""",
    units="""chf, jpy, cny, inr, rub, brl, cad""",
    collection="""afhentningskode, hentekode, utleveringskode""",
    keypad="""kluis, skarm, skap, skab, skjerm""",
    asks="""ny adgangskode, bekraeft, bekræft, verificer, aktiver, nulstil, log ind, underskriv, skift adgangskode, vaelg
        adgangskode, opret adgangskode, fuldfor, bliv medlem, las op, accepter., loginlink, acceptér, godkend, ja tak,
        tak ja, gennemfor, opret adgang, vaelg en ny, deltag, bekraeft min, bekraeft e-mail, bekraeft din, bekræft din,
        aktiver konto, aktiver din, nulstil adgangskode, opret ny, vis invitation, accepter invitation, tilmeld,
        tilmelding, log ind nu, fuldfor registrering, godkend login, det var mig, ja det var mig, jeg bekraefter,
        tillad, magisk link, las konto op""",
    leads="""klik her, fortsaet, klikk her, fortsett, klikkaa, klik, linket""",
    never="""linkedin, afmeld, frameld, administrer, indstillinger, privatlivspolitik, laes mere, læs mere, vis i browser,
        vis online, kob nu, til butikken, se ordre, spor pakke, folg din, se faktura, betal, hjaelp, hjælp,
        kundeservice, afvis, annuller, kalender""",
    not_you="""ikke dig, ikke bedt, ikke bedt om, ikke anmodet, ikke forventede, en anden, hvis det ikke var, ikke genkender""",
)

# Norwegian
NO = Words(
    strong="""din kode er, bekreftelseskode, sikkerhetskode, engangskode, engangspassord, innloggingskode, palogginskode,
        paloggingskode, verifiseringskode, aktiveringskode, godkjenningskode, tilgangskode, sifret kode, sifrede kode,
        sifrede koden, folgende kode, denne koden, skriv inn koden, bruk koden, koden din er, engangskoden,
        signeringskode, parkoblingskode, opplasingskode, engangspin, folgende tall, disse tallene, tallene under, din
        kode, koden din, koden er, engangs-pin, midlertidig passord, midlertidig kode, midlertidig pin,
        bekreftelsesnummer, kontrollkode, registreringskode, gjenopprettingskode, tilbakestillingskode, kode for, kode
        til, passord for, sms-kode, smskode, ny kode, her er koden, oppgi koden, skriv koden, tast koden, koden
        nedenfor, kode under, 6-sifret, 4-sifret, sekssifret, firesifret""",
    weak="""tal., tallet, tallene, sifrene, siffer, sifre, sifrer, kodeord, passordet, kode, koden, dette nummeret, dette
        tallet, folgende nummer, kode., passord, pinkode, pin-kode, tall., nokkel, ord., ordet., tegn., tegnene""",
    context="""gyldig, minutter, del ikke, bekreft, logg inn, utloper, enhet, aktiver, parkoble, palogg, innlogg, verifis,
        logger inn, logge inn, registrer, gjelder i, gjelder til, ti minutter, engang, en gang, ikke del, del aldri, gi
        aldri, ber aldri, fortrolig, ny enhet, nettleser, din konto, kontoen din, opprett, fullfor, identitet, legitim,
        betaling, overforing, mottaker, signer, underskr, tilbakestill, glemt, tilgang, lås opp, fortsett""",
    other="""poste., medlem., kontonr, kontonummer, ordre, levering, resept, serienummer, undersok, kunde, dorkode, dor.,
        feilkode, varekode, produktkode, modellkode, bestillingskode, brukernummer, pasientnummer, strekkode,
        stillingskode, ordrenummer, ordrenr, bestillingsnummer, bestilling, faktura, fakturanummer, kid., kid-nummer,
        kundenummer, kundenr, medlemsnummer, medlemsnr, saksnummer, saksnr, sak., referanse, referansenummer, ref.,
        bookingnummer, reservasjon, billett, billettnummer, plass., vogn., tog., fly., pakkenummer, sporingsnummer,
        sending, pakke, avtale, avtalenummer, polise, forsikring, skadenummer, orgnr, org.nr, org. nr,
        organisasjonsnummer, fodselsnummer, mva., telefon, tlf., mobil, faks., postnummer, postboks, gate., veien,
        etasje, leilighet, rom., versjon, modell, varenummer, varenr, utgave, side., registreringsnummer, rabattkode,
        kampanjekode, gavekort, portkode, hendelse""",
    void="""er brukt, ble brukt, er blitt brukt, allerede brukt, har utlopt, ikke lenger gyldig, virker ikke lenger,
        gjelder ikke, er utlopt, er utgatt, er kansellert, er trukket, ikke lenger, er benyttet, er allerede benyttet,
        er erstattet, oppbrukt, er ugyldig, gikk ut, er gatt ut, har gatt ut, trukket tilbake, er annullert, er
        sperret, ugyldig, tidligere kode, gammel kode, tilbakekalt, kansellert, virker ikke""",
    blocked="""sperret, blokkert, last., feil tre, feil kode""",
    sent="""via sms, pa sms, som sms, en sms, til telefonen, til mobilen, i posten, per brev""",
    typing="""bruk., tast inn, fyll inn, lim inn, skriv inn, sla inn, taste, skrive, oppgi, skriv., taster, bekreft med,
        godkjenn med, logg inn med, angi., kopier, lim., tastes, oppgis, slar du, oppgi., oppgir, angir, skriver,
        skrives, tast., bruker, benytt, fyll ut, legg inn, legger inn, svar med, trykk., sett inn""",
    offers="""gendannelseskoder, gjenopprettingskoder, vinn., konkurranse, venner, rabattkode, kampanjekode, rabatt,
        gavekort, tilbud, i handlekurven, handlekurv, ditt kjop, neste kjop, fri frakt, bonus, poeng""",
    shown="""vis koden, vis denne, i kassen, ved kassen, i butikken, til sjaforen, til budet""",
    units="""₪""",
    asks="""nyt kodeord, nytt passord, bekreft, verifiser, tilbakestill, godta invitasjon, logg inn, signer, bytt passord,
        velg passord, opprett passord, fullfor, bli med, las opp, godta., innloggingslenke, godta, aksepter, godkjenn,
        ja takk, velg et nytt, takk ja, bekreft min, bekreft e-post, bekreft din, aktiver konto, aktiver kontoen,
        tilbakestill passord, opprett nytt, endre passord, vis invitasjon, godta invitasjonen, meld deg, logg inn na,
        fullfor registrering, godkjenn innlogging, det var meg, ja det var meg, jeg bekrefter, tillat, magisk lenke""",
    leads="""klikk, lenken""",
    never="""meld deg av, avmeld, avslutt abonnement, administrer, innstillinger, personvern, les mer, vis i nettleser, vis
        pa nett, kjop na, til butikken, se ordre, spor pakke, folg din, se faktura, betal, vurder, hjelp, kundeservice,
        avvis, avbestill, kalender""",
    not_you="""ikke deg, ikke bedt, ikke bedt om, ikke forventet, noen andre, hvis det ikke var, ikke kjenner igjen""",
)

# Icelandic
IS = Words(
    strong="""kodinn, stadfestingarkod, stadfestingarkodi, oryggiskod, oryggiskodi, einnota, kodinn thinn, kodi:, einnota
        kodi, einnota lykilord, bradabirgda lykilord, innskraningarkodi, adgangskodi, sladu inn, thessi kodi""",
    weak="""kodi., kodinn, kodann, lykilord, tolur, tolustaf""",
    context="""staðfest, innskran, skra inn, gildir, rennur ut, minutur, einnota, deildu ekki, aldrei, taeki, reikning,
        audkenn""",
    typing="""sladu inn, slaid inn, skrifadu, notadu, notid, afritadu""",
    asks="""stadfesta, stadfestu, virkja, endursetja lykilord, nytt lykilord, samthykkja, skra inn""",
)

# Finnish
FI = Words(
    strong="""koodisi on, vahvistuskoodi, varmennuskoodi, turvakoodi, kertakayttokoodi, kertakayttoinen koodi, kertakoodi,
        kertakayttosalasana, kertakayttoinen salasana, kirjautumiskoodi, aktivointikoodi, todennuskoodi, paasykoodi,
        tunnistautumiskoodi, rekisterointikoodi, numeroinen koodi, anna koodi, syota koodi, kayta koodia,
        tunnusluvulla, kertatunnus, kertatunnusluku, varmistuskoodi, parituskoodi, avauskoodi, hyvaksymiskoodi,
        vahvistustunnus, seuraavat numerot, nama numerot, koodisi, koodi on, vahvistuskoodin, tunnuslukusi,
        kertakayttoinen, kertakaytto, kertasalasana, kertakayttotunnus, valiaikainen salasana, valiaikainen koodi,
        valiaikainen tunnus, valiaikainen pin, tilapainen salasana, allekirjoituskoodi, yhdistamiskoodi, palautuskoodi,
        nollauskoodi, kayttoonottokoodi, pin-koodisi, tekstiviestikoodi, sms-koodi, uusi koodi, tassa koodisi, seuraava
        koodi, tama koodi, alla oleva koodi, koodi alla, 6-numeroinen, nelinumeroinen, kuusinumeroinen, tunnussana,
        tunnuslause""",
    weak="""koodin, koodia, koodilla, numerot, numerosarja, salasanan, tunnusluku, tunnusluvun, pin-koodi, koodi, salasana,
        tama numero, seuraava numero, seuraava luku, koodisi, salasanaa, salasanalla, tunnus, tunnusta, tunnuksella,
        numero., numeroa, avain, avaimen, sana., sanaa., sanalla., sanan., lause., merkit, merkkia""",
    context="""kirjautu, hyvaksy, maksu, yhdist, tunnistau, vahvist, kirjaud, voimassa, minuutti, laite, laitte, aktivoi,
        avaa, hyvaks, varment, todent, rekister, vanhenee, umpeutuu, minuut, kerran, kertakayt, ala jaa, ala kerro, ala
        anna, emme koskaan, luottamuksel, uusi laite, selain, selaime, tilisi, tilin, luo tili, henkilollisyy,
        tilisiirto, allekirj, palaut, unohtu, paasy, avaa., yhdista, jatka""",
    other="""jasennumero, opiskelijanumero, y-tunnus, tilaus, lasku, lahetys, alennus, postinumero, asiakasnumero,
        viitenumero, saadetis, allahindlus, resepti, huone, sarjanumero, noutonumero, asiakas, kysely, ovikoodi, oven.,
        virhekoodi, vikakoodi, mallikoodi, tuotekoodi, varauskoodi, kayttajanumero, potilasnumero, viivakoodi,
        laskutuskoodi, tilausnumero, tilausnro, laskunumero, lasku nro, laskun numero, viite, viitenro, asiakasnro,
        jasennro, jasenyys, sopimusnumero, sopimus, vakuutus, vahinkonumero, tapausnumero, asianumero, diaarinumero,
        tikettinumero, varausnumero, varaus, lippu, lipun numero, paikka, vaunu, juna., lento, lahetystunnus,
        seurantakoodi, seurantanumero, paketti, kollinumero, tilinumero, iban., bic., alv., puhelin, puh., gsm., faksi,
        vaihde, postinro, pl., katu., kerros, asunto, versio, malli, mallinumero, sarjanro, tuotenumero, tuotenro,
        numero x, sivu., rekisterinumero, rekisteri, alennuskoodi, kampanjakoodi, etukoodi, lahjakoodi, porttikoodi,
        summeri, wifi., wlan., tapahtuma""",
    void="""on kaytetty, kaytettiin, on jo kaytetty, on mitatoity, mitatoitiin, ei kelpaa, ei ole voimassa, on peruttu, ei
        toimi enaa, on vanhentunut, ei ole enaa voimassa, ei ole enaa, ei enaa, eivat enaa, enaa kaytettavissa,
        vanheni, vanhentunut, on korvattu, kaytetty jo, on umpeutunut, umpeutui, peruutettiin, peruttiin, mitatoity, ei
        kay enaa, peruttu, korvattu, aiempi koodi, vanha koodi""",
    blocked="""lukittu, on lukittu, estetty, on estetty, syotetty vaarin, vaarin""",
    sent="""tekstiviestilla, tekstiviestina, tekstiviestin, puhelimeesi, postitse, kirjeena, todennussovellu""",
    typing="""nappaile, kirjoita, syottakaa, antakaa, kayttakaa, liita., syota., anna., kayta., naputtele, kirjoittaa,
        syottaa, laita., syotat, vahvista koodilla, vahvista luvulla, kirjaa, merkitse, naputa, paina., lyo., tayta.,
        ilmoita, kopioi, sano., naputellaan, nappaillaan, kirjoitetaan, syotetaan, vastaa., syota, syottamalla, annat,
        antaa, antamalla, kirjoitat, kirjoittamalla, kayttaa, kayttamalla, kopioida, lisaa.""",
    offers="""palautuskoodit, lahjakortti, alennus, voita., arvonta, arvonnan, ystava, kaveri, alennuskoodi, kampanjakoodi,
        etukoodi, tarjous, ostoskori, ostoskorissa, seuraava ostos, seuraavasta ostok, ilmainen toimitus, bonus,
        pisteet, kilpailu, saasta.""",
    shown="""nayta koodi, nayta tama, kassalla, esita, kuljettajalle, kuriirille""",
    collection="""noutokoodi, lokerokoodi""",
    keypad="""naytto""",
    conference="""kokouksen tunnus""",
    asks="""uusi salasana, vahvista, aktivoi, nollaa, palauta salasana, hyvaksy kutsu, kirjaudu, viimeistele, allekirjoit,
        vaihda salasana, vaihda salasan, aseta salasana, luo salasana, liity, avaa tili, avaa lukitus, hyvaksy.,
        kirjautumislinkki, hyvaksy, kylla., tilaan, osallistun, ota kayttoon, vahvista sahkoposti, vahvista osoite,
        vahvista tili, aktivoi tili, nollaa salasana, luo uusi, vaihda, avaa kutsu, liity ryhmaan, kirjaudu sisaan,
        kirjaudu nyt, viimeistele rekisteroity, hyvaksy kirjautuminen, se olin mina, kylla se, mina vahvistan, salli,
        taikalinkki""",
    leads="""klikkaa, linkki, linkin""",
    never="""peruuta tilaus, tietosuoja, peru tilaus, lopeta tilaus, hallitse, asetukset, lue lisaa, nayta selaimessa, katso
        verkossa, osta nyt, kauppaan, nayta tilaus, seuraa, nayta lasku, maksa, arvioi, ohje., asiakaspalvelu, peruuta,
        hylkaa, kalenteri""",
    not_you="""et pyytanyt, etko se ollut, et ollut, et ole pyyt, et sina, et tilannut, et odottanut, joku muu, jos et ole, et
        tunnista""",
)
