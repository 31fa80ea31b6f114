"""What senders say in German, Dutch, Afrikaans: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# German
DE = Words(
    strong="""zahlenfolge, ziffernfolge, zahlencode, einmalige pin, einmal-pin, dein code, ihr code, bestatigungscode,
        bestaetigungscode, bestatigungs-code, bestatigungsnummer, sicherheitscode, sicherheits-code,
        verifizierungscode, verifikationscode, verifizierungs-code, einmalcode, einmal-code, einmalpasswort,
        einmal-passwort, einmalkennwort, anmeldecode, anmelde-code, login-code, logincode, zugangscode,
        aktivierungscode, freischaltcode, prufcode, pruefcode, authentifizierungscode, autorisierungscode,
        registrierungscode, stelligen code, stelliger code, stellige code, stelliger pin, folgenden code, diesen code,
        code lautet, code mtan, tan., bestatigungs-pin, sicherheitsschlussel, mobiletan, mobile tan, pushtan, push-tan,
        smstan, sms-tan, phototan, chiptan, e-tan, einmalschlussel, einmal-schlussel, einmalziffern, einmalige code,
        einmaliger code, einmaligen code, losung, losungswort, entsperrcode, kopplungscode, freigabecode,
        login-ziffern, zahlenschlussel, folgende ziffern, folgenden ziffern, folgende zahlen, folgende zahl, diese
        ziffern, diese zahlen, ziffern unten, folgende zeichen, geheimzahl, einmalzahl, einmal-tan, prufwort, codewort,
        kennziffer, zugangswort, anmeldeziffern, anmeldewort, code fur die anmeldung, code zur anmeldung, code zum
        anmelden, code zur bestatigung, code zur verifizierung, code fur den login, sicherheitsnummer,
        sicherheitsziffern, bestatigungsziffern, bestatigungskennung, verifizierungsnummer, zugriffscode,
        wiederherstellungscode lautet, startkennwort, startpasswort, initialpasswort, erstpasswort, temporares
        passwort, vorlaufiges passwort, vorlaufiges kennwort, temporares kennwort, einmaliges passwort, einmaliges
        kennwort, einmalig gultig, transaktionsnummer, aktivierungsschlussel, aktivierungspin, aktivierungs-pin,
        aktivierungskennwort, signaturcode, signatur-pin, wahlcode, abstimmungscode, kopplungs-pin, verbindungscode,
        ubertragungscode, gerate-code, geratecode, dein pin, deine pin, ihre pin, deine tan, ihre tan, dein
        zugangscode, dein einmalcode, dein bestatigungscode, der code lautet, code eingeben, folgender code, unten
        stehenden code, untenstehenden code, nachstehenden code""",
    weak="""ziffern, zahlen, buchstaben, zeichen, sleutel, schlussel, cheie, tan-nummer, kennwort, passwort, nummer lautet,
        tan., pin., code., ziffernfolge, passphrase, losung, schlusselwort, diese zahl, diese nummer, folgende nummer,
        wort., worter., zahl., codes., kombination, geheimnummer, pinnummer, pin-nummer, zeichenfolge, schlussel
        lautet, zugangsschlussel, zugangsnummer""",
    context="""app., appen, schaltest du, schalten sie, freigeschaltet, zahlung, freigeb, freizugeben, freigabe, verbinden,
        koppel, freischalt, bestatig, verifizier, anmeld, einlogg, registrier, gultig, minuten, ablauf, lauft ab, geben
        sie, niemandem, weitergeben, gerat, aktivier, entsperr, einrichten, anmelden, e-mail andern, adresse bestat,
        ubernehmen, einmalig, einmal gultig, gilt einmal, gilt nur einmal, nur einmal, gultig bis, gultig fur, gilt
        bis, gilt fur, gilt noch, innerhalb von, halbe stunde, zehn minuten, funf minuten, 10 min, 15 min, nicht
        weiter, niemals nach, geheim, vertraulich, neues gerat, neuer browser, identitat, ausweisen, authentifizier,
        autorisier, uberweisung, auftrag freigeben, unterschrift, unterzeichn, konto eroffn, konto anleg, konto zu,
        zugang, zuzugreifen, zugriff, einloggen, log-in, login, verknupf, passwort zuruck, passwort ander,
        abschliessen, fortfahren, weitermachen, wechseln, abschließen""",
    other="""nutzernummer, mitgliedsnr, lidnummer, benutzer-id, user-id, nutzer-id, kunden-id, zahler, zahlernummer, notruf,
        emergency, zugnr, zug., iban, bic., hrb, bestell, rechnung, sendung, paket, lieferung, kundennummer, kundennr,
        kunden-nr, kunden, vertrag, buchung, reservierung, ticketnummer, vorgang, aktenzeichen, referenz, gutschein,
        aktionscode, plz, postleitzahl, steuer, ust, handelsregister, betrag, summe, artikel, fehlercode, auftrag,
        mitglied, kundnummer, kundenummer, empfehlungscode, prufziffer, wartenummer, zimmer, rezept, wkn, isin,
        seriennummer, serien-nr, umfrage, punkte, turcode, haustur, eingangscode, artikelcode, produktcode, modellcode,
        buchungscode, fahlercode, stellencode, versichertennummer, benutzernummer, patientennummer, bestellcode,
        qr-code, strichcode, ortscode, auftragsnummer, auftragsnr, auftrags-nr, rechnungsnr, rechnungs-nr, bestellnr,
        bestell-nr, belegnr, belegnummer, beleg-nr, vertragsnr, vertrags-nr, mitgliedsnummer, mitgliedschaft, kontonr,
        konto-nr, kontonummer, kontoauszug, depotnummer, depot, mandat, glaubiger-id, versicherungsschein,
        versicherung, police, schadennummer, schaden-nr, personalnummer, personal-nr, matrikel, schulernummer, klasse,
        kurs., terminkennung, termin-nr, terminnummer, buchungsnummer, buchungsnr, reservierungsnummer, vorgangsnr,
        vorgangs-nr, fallnummer, referenz-nr, referenznr, sendungsnummer, sendungsverfolgung, paketnummer,
        lieferschein, artikelnr, artikel-nr, seriennr, modell, version, build, fehler, fax., telefon, tel., mobil,
        durchwahl, hotline, kundenservice, umsatzsteuer, ust-id, ustid, steuernummer, steuer-nr, amtsgericht,
        registergericht, geschaftsfuhrer, blz., bankleitzahl, kennzeichen, fahrgestell, zahler-nr, zahlerstand,
        wohnung, stockwerk, etage, gleis, wagen, sitzplatz, reihe, platz, ausgabe, kapitel, hausnummer, strasse,
        postfach, jahrgang, bankverbindung, verwendungszweck, kassenzeichen, glaubiger, losnummer, charge, aktion,
        ereignis, sitzung, chargennummer, interfon, gegensprech, turschloss, wlan., gastnetz, straße, rufen sie, ruf
        an, anrufen unter, wahlen sie, telefonnummer, kauf., teilnahmecode, teilnehmercode, teilnahmenummer""",
    void="""wurde benutzt, wurde gerade, wurde eingelost, wurde storniert, wurde widerrufen, wurde ersetzt, wurde geloscht,
        wurde gesperrt, ist verfallen, ist hinfallig, ist verbraucht, wurde verbraucht, bereits benutzt, schon benutzt,
        schon verwendet, nicht mehr verwend, gilt nicht mehr, falsch eingegeben, entwertet, abgelaufen, nicht mehr
        gultig, ungultig, vorheriger code, vorherige code, alter code, alte code, fruhere, bereits verwendet, wurde
        verwendet, nicht langer, nicht mehr, unbrauchbar, eingelost, erloschen, ausser kraft, eingezogen, hinfallig,
        zuruckgezogen, verfallen, sie haben eingegeben, du hast eingegeben, eingegeben haben, eingetippt haben, zum
        beispiel, z.b., z. b., beispielsweise""",
    blocked="""ist gesperrt, wurde gesperrt, gesperrt, blockiert, falsch eingetippt, mehrfach falsch, zu oft falsch, dreimal
        falsch""",
    sent="""per sms, als sms, eine sms, auf ihr handy, auf dein handy, an ihr handy, an dein handy, ans handy, aufs handy,
        per anruf""",
    typing="""nutzen sie, benutzen sie, gebt., eintippen, eingeben, einzugeben, einfugen, tippe., tippen sie, trage., tragen
        sie, benutze, nutze., verwende, geben sie, gib., verwenden sie, tragt, tippt, gehort, einzutragen, nehmen sie,
        nimm., gehoren, bestatigen sie mit, bestatige mit, bestatigen mit, anmelden mit, freigeben mit, tippt man,
        angeben, abtippen, ubertragen, ubernehmen, schreiben sie, schreibe., schreib., kopieren sie, kopiere, nenne.,
        nennen sie, eingetippt, eingegeben, fugen sie, druckt., drucken sie, hinterlegen, hinterlege, einsetzen,
        setze., setzen sie, einkopieren, hineinkopieren, ein., abschreiben, eintragen, eingibst, eintippst, einfugst,
        eingabe, einzutippen, mitteilen""",
    offers="""wiederherstellungscodes, warenkorb, freunde werben, werbe freunde, geschenkkarte, lizenzschlussel,
        produktschlussel, gutschein, aktionscode, an der kasse, freunde einladen, lade freunde, weiterempfehl,
        empfehlungscode, gewinnspiel, zu gewinnen, verlosung, freunden, freunde, gutscheincode, rabattcode, rabatt,
        aktionspreis, im warenkorb, einkaufswagen, in den warenkorb, nachste bestellung, nachsten einkauf, bonuspunkte,
        pramie, geschenkgutschein, willkommensrabatt, versandkostenfrei, sparen, code einlosen, einlosen""",
    shown="""zeigen sie den code, zeig den code, zeige den code, zeig ihn, zeigen sie ihn, zeigen sie diesen, vorzeigen,
        zeige diesen, beim bezahlen, dem fahrer, dem zusteller, an der theke, an der rezeption, dem kurier, dem
        paketboten, nennen sie ihn, nennen sie den code, an der kasse vorzeigen, am einlass, am eingang vorzeigen, an
        der abendkasse, beim einlass, am schalter, dem personal""",
    units="""minute, minuten, min., mins, stunden, tage, jahre, punkte, kunden""",
    collection="""abholcode, abhol-code, abholpin, abhol-pin""",
    keypad="""schließfach, schermo, scherm""",
    bill="""gesamtbetrag, gesamt, summe, zwischensumme, rechnungsbetrag, falligkeit, fallig, mwst., ust., trinkgeld,
        quittung, beleg, rechnung, bezahlt mit, zu zahlen, abbuch""",
    conference="""besprechungs-id, einwahl, telefonkonferenz, videokonferenz""",
    elsewhere="""besprechungs-id, anreise, abreise, flug, vol n""",
    asks="""neues kennwort, neues passwort, passwort vergessen, bestatig, verifizier, aktivier, freischalt, passwort
        zurucksetzen, passwort andern, passwort festlegen, registrierung abschlie, anmeldung abschlie, einladung
        annehmen, jetzt anmelden, konto einrichten, jetzt einloggen, anmelden, einloggen, kennwort zurucksetzen, konto
        entsperren, aktivize, atiestat, unterschreiben, signieren, unterzeichnen, dokument pruf, ich will, ich mochte,
        passwort wahlen, passwort vergeben, passwort neu, entsperren, freigeben, beitreten, zugang einrichten, ich
        bestatige, jetzt bestat, annehmen, anmeldelink, login-link, zusagen, ja ich, abschliessen, passwort setzen,
        fertigstellen, ich bin es, adresse bestat, e-mail bestat, konto bestat, konto aktiv, zugang freischalt, zugang
        aktiv, registrierung bestat, anmeldung bestat, anmeldung freigeben, anmeldung abschl, jetzt aktiv, jetzt
        freischalt, jetzt verifizier, neues passwort vergeben, passwort erneuern, kennwort ander, kennwort festlegen,
        kennwort vergeben, einladung ansehen, einladung offnen, team beitreten, mitmachen, ich war das, ich bin das,
        das war ich, ja das, zugang wiederherstell, konto wiederherstell, konto ubernehmen, konto eroffnen, konto
        anlegen, account bestat, account aktiv, login bestat, direkt anmelden, hier anmelden, einmal-link, magischer
        link, los geht, zustimmen, genehmigen, erlauben, abo bestat, newsletter bestat, bestellung des newsletters""",
    leads="""hier klicken, weiter, klicke., klicken sie, klick., auf den link, diesen link, link""",
    never="""abmelden vom newsletter, newsletter abbestellen, abbestellen, abmelden, datenschutz, impressum, agb, hilfe,
        kontakt, im browser, einstellungen, einstellungen verwalten, newsletter abmelden, nicht mehr erhalten, agb., im
        browser ansehen, online ansehen, webansicht, zum shop, jetzt kaufen, jetzt shoppen, zur bestellung,
        bestellstatus, sendung verfolgen, rechnung ansehen, rechnung herunter, jetzt bezahlen, zum beitrag,
        weiterlesen, mehr erfahren, mehr infos, alle ansehen, bewerten, bewertung, feedback, kalender, route, termin
        absagen, stornieren, ablehnen""",
    not_you="""nicht du, nicht sie, nicht selbst, nicht von ihnen, nicht von dir, nicht angefordert, warst das nicht, waren
        das nicht, war das nicht, nicht erkenn, nicht erwart, nicht veranlasst, nicht beantragt, nicht gewunscht,
        jemand anders, jemand anderes, versehentlich""",
)

# Dutch
NL = Words(
    strong="""je code is, uw code is, je code:, uw code:, verificatiecode, bevestigingscode, beveiligingscode, toegangscode,
        inlogcode, aanmeldcode, activeringscode, activatiecode, eenmalige code, eenmalig wachtwoord, eenmalige
        toegangscode, authenticatiecode, controlecode, registratiecode, herstelcode, tijdelijke code, tijdelijk
        wachtwoord, cijferige code, volgende code, deze code, onderstaande code, voer de code, gebruik de code,
        logincode, login-code, signeercode, eenmalige sleutel, eenmalige pin, koppelcode, ontgrendelcode, tan-code,
        wachtcode, inlogsleutel, goedkeuringscode, betaalcode, volgende cijfers, deze cijfers, onderstaande cijfers,
        wachtwoord voor eenmalig, tijdelijke pincode, eenmalige pincode, eenmalige inlogcode, inlogpin,
        verificatienummer, bevestigingsnummer, controlenummer, controlecijfers, geheim woord, toegangswoord, codewoord,
        toegangssleutel, verificatiesleutel, startwachtwoord, tijdelijk, code om in te loggen, sms-code, smscode,
        autorisatiecode, identificatiecode, ondertekencode, stemcode, startcode, slotcode, uw pincode, je pincode, hier
        is je code, hier is uw code, jouw code, de code is, nieuwe code, voer deze code, vul de code, vul deze code,
        gebruik deze code, deze pincode, typ de code, code hieronder""",
    weak="""cijfers, nyckel, nogle, nokkel, avain, wachtzin, pincode, pin-code, wachtwoord, tancode, letters en cijfers,
        dit nummer, volgende nummer, dit getal, code., codes, woord., woorden., cijfercombinatie, combinatie, tekens,
        tokens, sleutel, pin:""",
    context="""betaling, betalen, toegang, bevestig, aanmeld, inlogg, geldig, verloopt, deel deze, apparaat, activeer,
        activer, ontgrendel, inlog, verifi, koppel, eenmalig, een keer, maar een keer, vervalt, verlopen, geldig tot,
        geldig voor, tien minuten, vijf minuten, minuten, deel dit, deel hem, met niemand, nooit, vragen nooit,
        vertrouwelijk, nieuw apparaat, browser, telefoon, je account, uw account, account aan, afronden, identiteit,
        authentic, autoris, overboeking, handtekening, ondertek, herstel, reset, vergeten, inloggen, registr, verbind,
        machtig, doorgaan""",
    other="""etudiant, studente, studentnummer, tog., tag., gstin, npwp, barcode, bestelling, bestelnummer, factuur,
        zending, pakket, klantnummer, korting, kvk, btw, boeking, recept, kamer, serienummer, zitplaats, enquete,
        klant, klantcode, deur, poort, foutcode, artikel, productcode, modelcode, boekingscode, vacaturecode,
        gebruikersnummer, patientnummer, streepjescode, ordernummer, bestelnr, factuurnummer, factuurnr, klantnr,
        relatienummer, contractnummer, polisnummer, polis, schadenummer, dossiernummer, dossier, zaaknummer,
        referentie, referentienummer, kenmerk, betalingskenmerk, reserveringsnummer, boekingsnummer, ticketnummer,
        track & trace, trackingnummer, verzendnummer, pakketnummer, lidnummer, lidmaatschap, personeelsnummer,
        rekeningnummer, rekening, telefoonnummer, telefoon, tel., mobiel, fax., postcode, postbus, huisnummer, straat,
        kvk-nummer, btw-nummer, bsn., versie, model, editie, artikelnummer, kenteken, meterstand, spoor, stoel, rij.,
        zaal., gate., incassant, machtigingskenmerk, kortingscode, actiecode, couponcode, cadeaucode, deurcode,
        poortcode, wifi-wachtwoord, intercom, fout., sessie, gebeurtenis, bel., bel ons, belt u, deelnamecode""",
    void="""is gebruikt, werd gebruikt, al gebruikt, is vervallen, ingetrokken, werkt niet meer, geldt niet meer, is
        ongeldig, geannuleerd, verlopen, niet meer geldig, vorige code, oude code, niet langer, niet meer, onbruikbaar,
        is vervangen, werd vervangen, al verlopen, is dood, is afgelopen, teruggetrokken, bijvoorbeeld""",
    blocked="""geblokkeerd, is vergrendeld, verkeerd ingevoerd, onjuist ingevoerd, drie keer""",
    sent="""per sms, via sms, een sms, sms'je, op je telefoon, op uw telefoon""",
    typing="""toets., typ., tik., invoeren, invullen, voert., gebruik, vul., voer., intoetsen, intikken, plak, vult, bevestig
        met, log in met, keur goed met, geef., geeft u, geef daar, noem., vermeld, noteer, neem over, overtypen,
        overnemen, tikt u, toetst u, intypen, typt., schrijf., invul, invoer, ingeven, ingeeft, geef in, in te vullen,
        in te voeren, in te typen, vul in, voer in, typ in, tik in, toets in, plakken, kopieer, kopieert, kopieren,
        overneem, schrijf, zet., tikken, gebruiken""",
    offers="""herstelcodes, back-upcodes, winkelwagen, winkelmand, aanbeveel, korting, nodig vrienden, nodig een vriend, bjud
        in, winactie, kans op, maak kans, vrienden, kortingscode, actiecode, cadeaukaart, cadeaubon, in je winkelmand,
        in je mandje, volgende bestelling, gratis verzending, aanbieding, voordeel, bespaar, sparen, punten""",
    shown="""laat deze code zien, laat de code zien, toon de code, toon deze, bij de balie, aan de balie, bij het afrekenen,
        aan de kassa, de bezorger, aan de chauffeur, de koerier, aan de bezorger""",
    units="""dagen, uur""",
    collection="""afhaalcode, ophaalcode""",
    bill="""totaal, subtotaal, te betalen, bedrag, vervaldatum, btw., factuur, bon., betaald met, incasso""",
    conference="""vergader-id, vergadering, inbellen""",
    elsewhere="""vergader-id, voo., volo., vlucht""",
    asks="""nieuw wachtwoord, wachtwoord vergeten, bevestig, verifieer, activeer, wachtwoord herstellen, wachtwoord
        opnieuw, wachtwoord resetten, uitnodiging accepteren, inloggen, log in op, aanmelden, registratie voltooien,
        onderteken, wachtwoord wijzigen, wachtwoord instellen, wachtwoord kiezen, kies een wachtwoord, activer,
        deelnemen, ontgrendel, voltooi, accepteer, accepteren, inloglink, aanvaard, ja dit, ik doe mee, kies een ander,
        rond af, afronden, toegang aanmaken, activeren, goedkeuren, bevestig je, bevestig uw, bevestig mijn, account
        activeren, account bevestigen, e-mail bevestigen, e-mailadres bevestigen, adres bevestigen, inschrijving
        bevestigen, aanmelding bevestigen, aanmelding afronden, registratie afronden, maak een wachtwoord, stel
        wachtwoord, wachtwoord, uitnodiging bekijken, uitnodiging aannemen, word lid, meedoen, ja ik, dat was ik, ik
        was dit, verder inloggen, direct inloggen, nu inloggen, magische link, toestaan, toegang verlenen, herstellen,
        ontgrendelen, verifieren""",
    leads="""klik hier, doorgaan, klik, tik op, deze link""",
    never="""legal, cookie, uitschrijven, afmelden, voorwaarden, voorkeuren, privacy, lees meer, meer lezen, bekijk online,
        online bekijken, in je browser, naar de shop, shop nu, bestelling bekijken, volg je, factuur bekijken, betalen,
        betaal nu, beoordeel, route, agenda, annuleren, afwijzen, weigeren, hulp., klantenservice, veelgestelde""",
    not_you="""niet jij, was jij dit niet, was u dit niet, ben jij dit niet, niet zelf, niet aangevraagd, niet door u, niet
        door jou, niet verwacht, iemand anders, heb je dit niet, heeft u dit niet, herken je, herkent u""",
)

# Afrikaans
AF = Words(
    strong="""verifikasiekode, bevestigingskode, eenmalige kode, sekuriteitskode""",
    weak="""kode., wagwoord, eenmalig""",
    typing="""voer in, tik., gebruik""",
    asks="""bevestig, verifieer, aktiveer, herstel wagwoord, nuwe wagwoord, aanvaar, meld aan""",
)
