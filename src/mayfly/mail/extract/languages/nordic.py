"""What senders say in the Nordic languages: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# Swedish
SV = Words(
    strong="""din kod:, verifieringskod, bekraftelsekod, sakerhetskod, inloggningskod, engangskod, engangslosenord,
        aktiveringskod, atkomstkod, autentiseringskod, valideringskod, registreringskod, aterstallningskod, tillfallig
        kod, siffrig kod, siffriga kod, foljande kod, denna kod, ange koden, anvand koden, din kod ar, engangspin,
        signeringskod, kopplingskod, upplasningskod, godkannandekod, engangskoden, inloggningssiffror, foljande
        siffror, dessa siffror, siffrorna nedan""",
    weak="""siffror, siffrorna, losenordet, kodordet, losenord, koden, losen, foljande nummer, detta nummer""",
    context="""bekrafta, logga in, giltig, minuter, dela inte, bekraft, enhet, aktiver, godkann, logga""",
    other="""nomor anggota, id anggota, no anggota, medlems, anknytning, lokalnr, klapka, mellek, orgnr, org.nr, rabatt,
        bestallning, ordernummer, faktura, leverans, rabattkod, postnummer, bokning, rabatkode, rabattkode, poskod,
        recept, serienummer, kundnr, kundnummer, enkat, undersok, portkod, dorr, felkod, artikelkod, produktkod,
        modellkod, bokningskod, annonskod, anvandarnummer, patientnummer, streckkod""",
    void="""har anvants, ar anvand, redan anvand, anvandes, ar ogiltig, upphort att, fungerar inte langre, har dragits,
        galler inte, har gatt ut, galler inte langre, tidigare kod, inte langre, har slutat, har ersatts, har
        forbrukats, forbrukad, gick ut, har utgatt, ar forbrukad, ar dod, har makulerats, makulerad, dragits tillbaka,
        ogiltigforklarad""",
    typing="""mata in, fyll i, sla in, klistra, anvand., knapp in, skriv, knappa, sla., mata., tryck, bekrafta med, godkann
        med, logga in med, ange., skriva., tryck in, knappar, knappa in, uppge, kopiera, klistrar, for in, slar du,
        fyller""",
    offers="""aterstallningskoder, handlekurv, ostoskori, presentkort, gavekort, rabatt, rabat, rabattkod, allahindlus,
        atlaid, nuolaid, vinn., tavling, tavla, vanner""",
    shown="""visa koden, visa upp, visa den har, i kassan, vid kassan, ombudet, till foraren, budet""",
    units="""gb., mb., kb., tb., km., kg., px., pt.""",
    collection="""upphamtningskod, uthamtningskod, hamtkod""",
    keypad="""layar, loker""",
    conference="""ertekezlet, intalnire""",
    asks="""nytt losenord, bekrafta, verifiera, aktivera, aterstall, acceptera inbjudan, logga in, skriv under, signera,
        byt losenord, valj losenord, skapa losenord, slutfor, tacka ja, las upp, ga med, acceptera., inloggningslank,
        acceptera, godkann, ja tack, valj ett nytt""",
    leads="""klicka har, fortsatt, klicka, lanken""",
    never="""avregistrera, avsluta prenumeration, integritet, afmeld, privatliv""",
    not_you="""inte du, inte begart, inte dig""",
)

# Danish
DA = Words(
    strong="""din kode er, koden er, bekraeftelseskode, bekræftelseskode, sikkerhedskode, engangskode, engangsadgangskode,
        loginkode, login-kode, verifikationskode, verificeringskode, aktiveringskode, adgangskode til engangsbrug,
        godkendelseskode, cifret kode, cifrede kode, folgende kode, denne kode, indtast koden, brug koden,
        engangsnogle, parringskode, oplasningskode, signeringskode, engangskoden, bekraeftelseskoden, folgende tal,
        disse tal, folgende cifre, tallene herunder""",
    weak="""koder, adgangskode, adgangskoden, pinkod, pinkode, dette nummer, folgende nummer, dette tal""",
    context="""godkend, godkenn, betal, forbind, log ind, udlober, kobl, enhed, aktiver, parre, bekraeft, bekræft, skaerm, log
        på""",
    other="""index nr, nr albumu, cvr., recept, vaerelse, serienummer, sporgeskema, kunde, dorkode, dor., fejlkode,
        varekode, produktkode, modelkode, bookingkode, brugernummer, patientnummer, stregkode, jobkode""",
    void="""er brugt, blev brugt, er blevet brugt, allerede brugt, er ugyldig, virker ikke laengere, virker ikke længere,
        ikke længere gyldig, er udløbet, er annulleret, gaelder ikke, gælder ikke, ikke laengere gyldig, ikke laengere,
        ikke længere, er udnyttet, opbrugt, er benyttet, er allerede benyttet, er erstattet, udlob., er dod, trukket
        tilbage, er inddraget, er lukket""",
    typing="""tast., tast ind, skriv., indsaet, indsæt, indtast, brug., ange., taste, taster, skrive, indtaste, tryk, oplys,
        indtaster, bekraeft med, bekræft med, godkend med, log ind med, opgiv., kopier, indsaettes, tastes, indtastes,
        tast den, udfyld""",
    offers="""varukorg, indkobskurv, kurven, hediye, inviter venner, inviter en ven, verv en venn, verv venner, kutsu kaver,
        vind., konkurrence, venner""",
    shown="""vis koden, vis denne, vis afhent, ved kassen, i kassen, i butikken, til chaufforen, til budet""",
    units="""chf, jpy, cny, inr, rub, brl, cad""",
    collection="""afhentningskode, hentekode, utleveringskode""",
    keypad="""kluis, skarm, skap, skab, skjerm""",
    asks="""ny adgangskode, bekraeft, bekræft, verificer, aktiver, nulstil, log ind, underskriv, skift adgangskode, vaelg
        adgangskode, opret adgangskode, fuldfor, bliv medlem, las op, accepter., loginlink, acceptér, godkend, ja tak,
        tak ja, gennemfor, opret adgang, vaelg en ny, deltag""",
    leads="""klik her, fortsaet, klikk her, fortsett, klikkaa, klik, linket""",
    never="""linkedin""",
    not_you="""ikke dig, ikke bedt""",
)

# Norwegian
NO = Words(
    strong="""din kode er, bekreftelseskode, sikkerhetskode, engangskode, engangspassord, innloggingskode, palogginskode,
        paloggingskode, verifiseringskode, aktiveringskode, godkjenningskode, tilgangskode, sifret kode, sifrede kode,
        sifrede koden, folgende kode, denne koden, skriv inn koden, bruk koden, koden din er, engangskoden,
        signeringskode, parkoblingskode, opplasingskode, engangspin, folgende tall, disse tallene, tallene under""",
    weak="""tal., tallet, tallene, sifrene, siffer, sifre, sifrer, kodeord, passordet, kode, koden, dette nummeret, dette
        tallet, folgende nummer""",
    context="""gyldig, minutter, del ikke, bekreft, logg inn, utloper, enhet, aktiver, parkoble, palogg, innlogg""",
    other="""poste., medlem., kontonr, kontonummer, ordre, levering, resept, serienummer, undersok, kunde, dorkode, dor.,
        feilkode, varekode, produktkode, modellkode, bestillingskode, brukernummer, pasientnummer, strekkode,
        stillingskode""",
    void="""er brukt, ble brukt, er blitt brukt, allerede brukt, har utlopt, ikke lenger gyldig, virker ikke lenger,
        gjelder ikke, er utlopt, er utgatt, er kansellert, er trukket, ikke lenger, er benyttet, er allerede benyttet,
        er erstattet, oppbrukt, er ugyldig, gikk ut, er gatt ut, har gatt ut, trukket tilbake, er annullert, er sperret""",
    typing="""bruk., tast inn, fyll inn, lim inn, skriv inn, sla inn, taste, skrive, oppgi, skriv., taster, bekreft med,
        godkjenn med, logg inn med, angi., kopier, lim., tastes, oppgis, slar du""",
    offers="""gendannelseskoder, gjenopprettingskoder, vinn., konkurranse, venner""",
    shown="""vis koden, vis denne, i kassen, ved kassen, i butikken, til sjaforen, til budet""",
    units="""₪""",
    asks="""nyt kodeord, nytt passord, bekreft, verifiser, tilbakestill, godta invitasjon, logg inn, signer, bytt passord,
        velg passord, opprett passord, fullfor, bli med, las opp, godta., innloggingslenke, godta, aksepter, godkjenn,
        ja takk, velg et nytt, takk ja""",
    leads="""klikk, lenken""",
    never="""meld deg av, avmeld""",
    not_you="""ikke deg, ikke bedt""",
)

# Icelandic
IS = Words(
    strong="""kodinn, stadfestingarkod, stadfestingarkodi, oryggiskod, oryggiskodi, einnota""",
    context="""staðfest""",
)

# Finnish
FI = Words(
    strong="""koodisi on, vahvistuskoodi, varmennuskoodi, turvakoodi, kertakayttokoodi, kertakayttoinen koodi, kertakoodi,
        kertakayttosalasana, kertakayttoinen salasana, kirjautumiskoodi, aktivointikoodi, todennuskoodi, paasykoodi,
        tunnistautumiskoodi, rekisterointikoodi, numeroinen koodi, anna koodi, syota koodi, kayta koodia,
        tunnusluvulla, kertatunnus, kertatunnusluku, varmistuskoodi, parituskoodi, avauskoodi, hyvaksymiskoodi,
        vahvistustunnus, seuraavat numerot, nama numerot""",
    weak="""koodin, koodia, koodilla, numerot, numerosarja, salasanan, tunnusluku, tunnusluvun, pin-koodi, koodi, salasana,
        tama numero, seuraava numero, seuraava luku""",
    context="""kirjautu, hyvaksy, maksu, yhdist, tunnistau, vahvist, kirjaud, voimassa, minuutti, laite, laitte, aktivoi,
        avaa, hyvaks""",
    other="""jasennumero, opiskelijanumero, y-tunnus, tilaus, lasku, lahetys, alennus, postinumero, asiakasnumero,
        viitenumero, saadetis, allahindlus, resepti, huone, sarjanumero, noutonumero, asiakas, kysely, ovikoodi, oven.,
        virhekoodi, vikakoodi, mallikoodi, tuotekoodi, varauskoodi, kayttajanumero, potilasnumero, viivakoodi,
        laskutuskoodi""",
    void="""on kaytetty, kaytettiin, on jo kaytetty, on mitatoity, mitatoitiin, ei kelpaa, ei ole voimassa, on peruttu, ei
        toimi enaa, on vanhentunut, ei ole enaa voimassa, ei ole enaa, ei enaa, eivat enaa, enaa kaytettavissa,
        vanheni, vanhentunut, on korvattu, kaytetty jo, on umpeutunut, umpeutui, peruutettiin, peruttiin, mitatoity, ei
        kay enaa""",
    typing="""nappaile, kirjoita, syottakaa, antakaa, kayttakaa, liita., syota., anna., kayta., naputtele, kirjoittaa,
        syottaa, laita., syotat, vahvista koodilla, vahvista luvulla, kirjaa, merkitse, naputa, paina., lyo., tayta.,
        ilmoita, kopioi, sano., naputellaan, nappaillaan, kirjoitetaan, syotetaan, vastaa.""",
    offers="""palautuskoodit, lahjakortti, alennus, voita., arvonta, arvonnan, ystava, kaveri""",
    shown="""nayta koodi, nayta tama, kassalla, esita, kuljettajalle, kuriirille""",
    collection="""noutokoodi, lokerokoodi""",
    keypad="""naytto""",
    conference="""kokouksen tunnus""",
    asks="""uusi salasana, vahvista, aktivoi, nollaa, palauta salasana, hyvaksy kutsu, kirjaudu, viimeistele, allekirjoit,
        vaihda salasana, vaihda salasan, aseta salasana, luo salasana, liity, avaa tili, avaa lukitus, hyvaksy.,
        kirjautumislinkki, hyvaksy, kylla., tilaan, osallistun, ota kayttoon""",
    leads="""klikkaa, linkki, linkin""",
    never="""peruuta tilaus, tietosuoja""",
    not_you="""et pyytanyt, etko se ollut, et ollut, et ole pyyt""",
)
