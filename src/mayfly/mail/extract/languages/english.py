"""What senders say in English: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# English
EN = Words(
    strong="""check code, activation key, activation number, sign-in key, paste this code, copy this code, this code:, your
        token, passphrase, your code is, your code:, your pin is, your pin:, access token, your token is, your otp is,
        verification code, verification number, verification pin, verify code, verifying code, security code, one-time
        code, one time code, onetime code, one-time password, one time password, one-time passcode, one time passcode,
        one-time pin, one time pin, one-time verification, single-use code, single use code, passcode, otp., otp code,
        2fa code, mfa code, two-factor code, two-factor authentication code, two-step verification code, authentication
        code, authenticator code, auth code, authorization code, authorisation code, login code, log-in code, log in
        code, logon code, signin code, sign-in code, sign in code, signup code, sign-up code, sign up code,
        confirmation code, confirm code, access code, activation code, validation code, temporary code, temporary
        password, temporary pin, secure code, secret code, identity code, device code, pairing code, registration code,
        reset code, password reset code, recovery code, unlock code, magic code, email code, 6-digit code, six-digit
        code, six digit code, 6 digit code, 4-digit code, four-digit code, 4 digit code, 5-digit code, five-digit code,
        8-digit code, eight-digit code, 7-digit code, digit code, digit pin, digit passcode, digit verification, code
        to verify, code to confirm, code to sign in, code to log in, code to complete, verification token, security
        token, login token, login pin, tan., mtan, code for verification, code for signing, code for logging, code is
        valid, code expires, code will expire, enter this code, enter the code, enter the following code, enter code,
        use this code, use the code, use the following code, use code, type this code, type the code, the code below,
        this code in, following code, verification password, dynamic password, login key, verification key, secret
        word, login phrase, verification phrase, security phrase, code phrase, approval code, transaction code,
        security pin, access key, one-time key, one time key, single-use key, single-use pin, one-off code, one-use
        code, one-off password, sign-in pin, logon pin, login number, your passkey code, code to continue, unlock pin,
        one-time token, bind code, link code, digits below, numbers below, following digits, following numbers, these
        digits, these numbers, confirmation digits, characters below, following characters, code word, codeword, pass
        phrase, release words, magic word, one-time word, login word, voting code, voting passcode, ballot code, unique
        code, verification digits, secret number, code has been generated, single-use passcode, single-use password,
        passcode below, pin below, otp below, token below, code shown below, generated code, authentication token,
        verification passcode, verification otp, confirmation pin, sms code, code we sent, code you requested, code you
        asked, requested code, signing code, signature code, consent code, payment code, transfer pin, 3-d secure, 3d
        secure, sign-on code, sign on code, session code, guard code, game code to sign, launcher code, linking code,
        connection code, bridge code, invite pin, setup code, set-up code, setup pin, parental pin, tv code, activation
        pin, activation passcode, first-time password, initial password, throwaway password, short-lived code, short
        lived code, proof code, confirm with this code, verify with this code, here is your code, here's your code,
        here’s your code, this is your code, your secret code, access pass, temporary access""",
    weak="""code., coden, digit., letters., key., pin-, yours is, characters, pin., pin code, token., passkey, password is,
        password:, otp, verify:, verification:, digits, phrase, passcode, one-time, this number, following number,
        number below, code we, that code, numeric code, key is, secret is""",
    context="""pay, payment, approve, link your, connect, pair, unlock, confirms, confirming, verif, confirm your, confirm
        you, confirm that, confirm the, confirm it, to confirm, sign in, signing in, sign-in, signin, signed in, log
        in, logging in, log-in, login, logged in, sign up, signing up, signup, register, registration, authenticat,
        two-factor, two-step, 2-step, 2fa, mfa, expire, valid for, is valid, valid until, minutes, do not share, don't
        share, don’t share, never share, not share this, if you didn't request, if you did not request, if you didn’t
        request, didn't try, did not try, identity, security, new device, enter, one-time, one time, single use, reset
        your password, password reset, temporary, your account, create your account, complete your, activat, access to,
        let you in, lets you in, your device, prove you are, prove that you, proves, magic link, password change,
        changed your password, change your email, sign-up, approve login, finish setting, your browser, your phone, new
        phone, new computer, this device, trusted device, single-use, prove it, verifying, let us know it, make sure
        it, we need to be sure, keep it to yourself, keep this code, nobody else, nobody from, no one from, will never
        ask, never ask you, works once, works only once, once only, used once, only once, good for one, good for ten,
        good until, within the next, runs out, dies in, lasts for, lives for, ten minutes, five minutes, half an hour,
        finish creating, finish your, take over, trying to get in, to get in, get into, getting into, to continue, sign
        you in, logs you in, signs you in, e-sign, electronic signature, authoris, transfer, enrol, set up your,
        linking""",
    other="""gate., request no, request number, request id, request:, user number, user no, serial, meter, extension, may
        le, charity, registered in, customer, client, sample, door, supplier, vendor, dealer, store, branch, project,
        subject, group, department, game, training, order, invoice, receipt, tracking, shipment, shipping, parcel,
        package, booking, reservation, ticket, case, reference, ref., ref no, ref #, ref:, confirmation number,
        transaction id, transaction no, transaction number, payment id, customer number, customer no, customer id,
        client number, account number, account no, account ending, account id, acct, member number, membership, member
        id, policy, claim, contract, part number, sku, isbn, issn, product code, product key, license key, licence key,
        promo, promotion, coupon, discount, voucher, gift card, gift code, offer code, redeem, referral, zip., zip
        code, postal, postcode, post code, area code, country code, sort code, swift, routing, vat., vat number, tax,
        abn., telephone, fax, call us, call:, dial, ext., room, suite, seat, flight, pnr, terminal, error, status code,
        exit code, dress code, code of conduct, code review, zip:, version, bug, pull request, meeting id, webinar id,
        conference id, dial-in, po box, p.o., box., street, avenue, road, id:, user id, device id, session id, message
        id, case id, invite code, invitation code, student, employee, registration number, company number, company no,
        copyright, ©, lottery, winning, lot no, postal code, event code, course, penal code, tax code, code backup
        code, backup codes, recovery codes, discount code, promotional code, promotion code, promo code, coupon code,
        tracking code, booking code, reservation code, order code, pickup code, pick-up code, collection code, locker
        code, delivery code, door code, wifi, wi-fi, network key, passcode for the meeting, meeting passcode, meeting,
        webinar, zoom, conference, participant, prescription, article, cve, queue, driver, bus., stock, ticker,
        revision, chapter, platform, survey, raffle, poll, at the door, points, queue number, fault code, error code,
        item code, model code, job code, batch, username, patient no, patient number, gate code, build, build number,
        build #, job #, run #, pipeline, commit, workflow, deploy, release v, release notes, tag., milestone, merge
        request, change request, incident, ticket no, ticket number, docket, statement, statement no, agreement, quote
        no, quotation, estimate, proposal, purchase order, po number, delivery note, despatch, dispatch, consignment,
        waybill, airway bill, parcel no, collection number, reference no, reference number, our ref, your ref,
        transaction ref, payment ref, auth code for, approval number, mandate, direct debit, iban., bic., cheque, check
        no, check number, card ending, ending in, last four, last 4, loyalty, rewards number, frequent flyer, e-ticket,
        eticket, record locator, locator, confirmation no, confirmation #, confirmation id, itinerary number, trip id,
        ride id, appointment, appointment id, chart number, medical record, mrn., nhs number, insurance, member no,
        subscriber, licence no, license no, plate, registration no, vehicle, vin., chassis, imei., model, firmware, os
        version, app version, edition, issue no, issue #, volume, episode, season, lesson, module, exam., candidate,
        centre, class., seat no, row., platform no, track no, bay., locker no, apartment, apt., floor, unit no, lot.,
        batch no, lot number, catalogue, catalog, item no, item number, product no, article no, sku:, asin., ean.,
        upc., barcode, gtin., hs code, nace., sic code, naics, cpt., icd., dosage, extension no, hotline, helpline,
        text line, short code, shortcode, reply stop, charity no, charity number, company reg, incorporated, ssn.,
        gst., gstin, hst., acn., crn., permit, patent, docket no, hearing, court, matter no, file no, file number,
        complaint, survey id, poll id, post #, comment, topic, member since, established, founded, population,
        temperature, altitude, weight, height, capacity, ip address, port., process, pid., line., exit status, return
        code, status:, response code, trace id, request-id, correlation, hash., checksum, sha., event id, event:, log
        id, server, node., host., ray id, tracking id, campaign, mailing id, list id, newsletter no, issue number, room
        number, room code, class code, course code, join code, game pin, dial-in number, access number, conference
        code, participant code, plus code, grid reference, what3words, coordinates, text yes, text stop, text help,
        text start, reply yes, reply help, member., call., dial., phone us, ring us, auth code:, approval code:,
        phone:, phone no, phone number, phone on, by phone on, mobile:, mobile no, mobile number, purchase, your order,
        participation code, competition code""",
    void="""is void, now void, are void, void and, e.g., was just used, just been used, no longer work, no longer works, no
        longer usable, stopped working, was entered wrong, were entered wrong, entered incorrectly, was replaced, was
        voided, has lapsed, was withdrawn, never came, never arrived, did not arrive, didn't arrive, not be used again,
        cannot be used any, can't be used any, has expired, have expired, had expired, already expired, is expired,
        expired code, no longer valid, no longer be used, not valid anymore, is invalid, now invalid, is not valid, was
        invalid, previous code, old code, earlier code, previous verification, earlier verification, old verification,
        last code, former code, was cancelled, was canceled, been cancelled, been canceled, was revoked, been revoked,
        has been used, have been used, was used, already used, already been used, been replaced, replaces code,
        replaces the code, replaced by, instead of code, superseded, deactivated, do not use code, do not use the code,
        ignore code, ignore the code, disregard code, disregard the, code you entered, you entered, incorrect code,
        wrong code, did not match, does not match, not accepted, was rejected, for example, such as, looks like, as an
        example, no longer, doesn't work, does not work any, has been redeemed, been redeemed, was redeemed, is spent,
        is dead, out of date, has run out, is no good, you typed, you used, you tried, you sent us, you gave, let's
        say, for instance""",
    blocked="""is locked, was locked, been locked, is blocked, was blocked, been blocked, entered incorrectly, entered
        wrongly, typed incorrectly, typed wrong, mistyped, was entered, were entered, is frozen, was frozen, been
        frozen, wrong three times, failed""",
    sent="""by text message, by sms, via sms, via text, by text, in a text, text message to, texted, to your phone, to your
        mobile, by phone call, voice call""",
    typing="""use., typing., entering, put in, punch in, copy., tap in, enter., type., type in, input., key in, provide,
        paste., insert., fill in, type, reply with, hand it, into the box, into the field, confirm with, verify with,
        approve with, sign in with, log in with, continue with, unlock with, answer with, respond with, give it, give
        them, submit., quote it, pop it, write., hand over, put it, punch., supply, present it, supplying, submitting,
        tapping in, writing""",
    offers="""recovery codes, backup codes, backup-codes, redeem, in your basket, your basket, your cart, shopping cart, gift
        card, licence key, license key, product key, coupon, discount, voucher, giftcard, referral, refer a friend,
        refer friends, invite friends, at checkout, checkout, % off, percent off, cashback, off your next, off your
        first, free shipping, invite your friends, give friends, friends get, give your friends, to win, chance to win,
        prize, giveaway, sweepstake, raffle, prize draw, friends, your friend, epp, domain auth, domain transfer,
        transfer code, promo code, enter code at, apply code, code at checkout, basket, bag., cart., off with code,
        your next order, your order today, free delivery, early access, sale., % discount, discount code, voucher code,
        gift code, store credit, gift certificate, loyalty points, cash back, bonus, referral code, referral link,
        invite code, friend code""",
    shown="""show this code, show the code, show this pin, show it, show your code, show this number, present this code,
        present the code, show code, barista, cashier, show the driver, to the driver, to staff, member of staff, at
        the till, at the counter, when you pay, when paying, at the desk, to our staff, at reception, at the bar,
        driver will ask, courier will ask, tell the driver, give the driver, to the courier, give this code to, read it
        to, tell the courier, to the cashier, to the host, show at, scan at, present at, show on arrival, at the gate,
        at the door, at the box office, at check-in, ticket office, to the steward, doorman""",
    units="""hour, hours, hrs, day, days, week, month, year, years, second, sec., seconds, users, people, members,
        subscribers, followers, customers, downloads, views, times, items, pts, credits, steps, kcal, usd, eur, gbp""",
    collection="""collection code, pickup code, pick-up code, pick up code, locker code, opening code""",
    keypad="""screen, display, keypad, locker, machine, terminal, bildschirm, automat, station, tablet, kiosk, pad., number
        pad, lock.""",
    bill="""total, subtotal, sub-total, amount due, balance due, amount paid, paid with, due date, payable, tax., vat.,
        tip., receipt, invoice, statement balance, minimum payment, autopay, your bill, charged""",
    conference="""meeting id, meeting-id, webinar id, teams meeting, zoom meeting, zoom link, dial-in, participants dial, dial
        in, host pin, join the meeting, join zoom, conference id, conference room, conference call""",
    elsewhere="""meeting id, meeting-id, webinar id, teams meeting, zoom meeting, zoom link, dial-in, join the meeting, join
        zoom, conference id, flight, itinerary, boarding, check in online, check-in online, check-in:, check-in from,
        checkin from, check-out, table for, your stay, booking confirmation, booking reference, hotel, doors open,
        boarding pass, locker, pick-up point, pickup point""",
    asks="""new password, new pass, another password, verify, verification, confirm, activate, activation, validate, reset
        password, reset your password, reset my password, set password, set your password, set a password, set new
        password, create password, create a password, create your password, choose a password, change password, change
        your password, recover account, recover your, sign in to, sign in now, sign me in, sign in with this, log in
        to, log me in, log in now, login to, magic link, one-click, complete registration, complete your registration,
        complete sign, complete your sign, complete setup, finish signing, finish registration, finish setting, finish
        sign, accept invit, view invit, see invit, accept the invit, accept your invit, join the team, join team, join
        workspace, join now, set up account, set up your account, setup account, get started, unlock account, unlock
        your, approve, authorize, authorise, yes, subscribe me, opt in, continue to sign, secure link, do this now,
        claim your account, review sign-in, sign in, log in, login, continue registration, accepter invitation, review
        and sign, review document, review & sign, sign document, sign the, sign now, view and sign, finish joining,
        finish your, stay subscribed, keep my, i want to, i confirm, yes. i, confirm that, let me in, get me in, prove
        it, start using, redeem invit, join us on, choose a new password, choose new password, accept., sign-in link,
        login link, log-in link, this is me, it's me, it is me, yes it is me, choose a new, pick a new, set a new, join
        the, confirm here, verify it, verify my, verify this, confirm subscription, confirm my, confirm this, confirm
        new, complete verification, complete my, activate my, activate your, activate this, finish my, sign up now,
        reset it, reset now, reset the, accept and, accept this, accept the, review invitation, respond to invit, join
        project, join organi, join organisation, join group, join server, join channel, join space, get into, open my
        account, claim my, set it up, let's go, continue to, continue sign, continue log, continue setup, continue with
        email, log me, use this link to, link to sign, link to log, magic sign, instant login, instant link,
        authenticate, it was me, that was me, yes it was, yes that, allow access, grant access, trust this, approve
        this, approve sign, approve request, unlock my, restore access, restore my, recover my, keep my account, keep
        account, keep me, renew my password, change the password, new pin, create your, create my, create an account,
        create account, choose your password, pick a password, pick your password""",
    leads="""join, click here, here, continue, proceed, open, go to, start, this link, link, button""",
    never="""unsubscribe, unsubscription, opt out, opt-out, manage preferences, email preferences, preference, notification
        settings, manage notifications, email settings, subscription settings, view in browser, view online, view this
        email, view it in your browser, web version, read online, privacy, terms, policy, imprint, contact us, contact
        support, support, help center, help centre, help, faq, learn more, read more, report abuse, report this, not
        you, wasn't you, wasn’t you, wasn't me, wasn’t me, didn't request, did not request, didn’t request, this
        wasn't, secure your account, secure my account, no it, cancel, decline, reject, remove my, delete my, delete
        account, download the app, app store, google play, facebook, twitter, youtube, follow us, blog, shop, website,
        visit our, forgot, didn't create, did not create, view order, track, invoice, receipt, billing, update payment,
        upgrade, manage subscription, view it online, see it online, view it in, see this email, see it in, open
        tickets, manage your, view your order, view my order, your order, order status, order details, track your,
        track my, manage your email, why did i get this, why am i receiving, update your preferences, status page,
        changelog, release notes, documentation, docs., guide, tutorial, community, forum, knowledge base, feedback,
        survey, rate., review us, leave a review, refer, invite friends, add to calendar, get directions, directions,
        map., shop now, buy now, order now, order again, see all, discover, explore, watch now, listen, see details,
        view details, view ticket, view booking, manage booking, check in online, view statement, view bill, pay now,
        pay bill, pay online, make a payment, view invoice, download invoice, download receipt, see how, full story,
        see the, view the post, view topic, view thread, view on, view pull, view job, view run, view build, view logs,
        see jobs""",
    not_you="""not you, wasn't you, wasn’t you, was not you, isn't you, isn’t you, wasn't me, wasn’t me, not me, didn't
        request, did not request, didn’t request, didn't ask, did not ask, didn’t ask, don't recogni, do not recogni,
        don’t recogni, didn't create, did not create, didn't do this, aren't changing, if you didn't, if you did not,
        if you didn’t, not expecting, weren't expecting, if this is not, if this isn't, unexpected, somebody else,
        someone else, if it was not, if it wasn't""",
)
