"""What senders say in the Romance languages: data only, a block a language, as ``block`` explains."""

from mayfly.mail.extract.languages.block import Words

# French
FR = Words(
    strong="""mot de passe temporaire, jeton a usage unique, phrase de connexion, code confidentiel, votre code:, votre code
        :, ton code est, code de verification, code de confirmation, code de securite, code d'acces, code d’acces, code
        a usage unique, code unique, code temporaire, code d'authentification, code d’authentification, code de
        connexion, code d'activation, code d’activation, code de validation, mot de passe a usage unique, mot de passe
        unique, code a 6 chiffres, code a 4 chiffres, code a six chiffres, code a quatre chiffres, code a 8 chiffres,
        code secret, code d'identification, code d’identification, code de reinitialisation, code d'inscription, code
        d’inscription, saisissez le code, saisissez ce code, entrez le code, entrez ce code, utilisez le code, utilisez
        ce code, code suivant, code ci-dessous, votre code est, cle a usage unique, cle de validation, cle de
        connexion, cle de securite, code de deblocage, code de deverrouillage, code d'association, code d’association,
        code d'appairage, code de paiement, code a recopier, code de signature, code sms, chiffres suivants, ces
        chiffres, chiffres ci-dessous, caracteres suivants, code de vote, mot secret, mot magique, mots de passe
        suivants, phrase secrete, phrase de passe, phrase d'acces, phrase de securite, mot de passe provisoire, mot de
        passe initial, code provisoire, code a saisir, code a entrer, code a taper, code est le, code d'autorisation,
        code d’autorisation, code d'approbation, code de double, code de jumelage, code de liaison, code de televerse,
        numero de validation, numero de verification, numero de confirmation, numero secret, cle d'activation, cle
        d’activation, cle d'acces, cle d’acces, cle temporaire, cle de verification, jeton de connexion, jeton de
        verification, jeton d'acces, code recu, nouveau code, voici votre code, voici le code, voici ton code, ton
        code, votre code, code otp, code pin, code personnel, code 3d, code de transaction, code du jour, code est
        valable, code expire, code a usage""",
    weak="""chiffres, lettres, jeton, mot de passe, numero suivant, nombre suivant, ce numero, ce nombre, cle., sesame,
        combinaison, mot., mots., phrase., pin est, suite de chiffres, suite de caracteres""",
    context="""paiement, payer, autoris, associer, autorise, verifi, connexion, connecter, inscri, valable, saisi, partagez,
        identite, appareil, deblo, deverrouill, activation, activer, pour entrer, pour continuer, appli, changer de
        mot, usage unique, a usage, une seule fois, expire, expirera, perime, valide pendant, valable pendant, valide
        jusqu, dix minutes, cinq minutes, minutes, ne le partag, ne partag, ne communiqu, ne transmett, jamais demand,
        personne ne, confidentiel, nouvel appareil, nouveau navigateur, ordinateur, navigateur, ouvrir votre, creer
        votre, creation de votre, finaliser, identifi, authentif, signature, virement, valid, reinitialis, mot de passe
        oublie, reconnecter, lier., relier, jumel, acceder, acces a, acces au""",
    other="""identifiant, compteur, rut., siren, rcs., source code, qr code, bar code, port., siret, code snippet, colour
        code, color code, hex, morse, unicode, ascii, commande, facture, colis, suivi, livraison, dossier, numero
        client, client n, reduction, bon d, remise, tva, montant, compte n, code postal, cheque, enviament, descompte,
        tellimus, arve, ordonnance, chambre, numero de serie, siege, sondage, enquete, porte., portail, immeuble,
        digicode, code erreur, code d'erreur, code produit, code code magasin, numero d'utilisateur, numero patient,
        code-barres, code poste, commande n, n° de commande, numero de commande, numero de facture, facture n, n° de
        facture, numero de suivi, numero de dossier, dossier n, n° de dossier, numero de contrat, contrat, numero
        d'adherent, adherent, numero d'allocataire, allocataire, numero fiscal, numero de telephone, telephone, tel.,
        fax., standard, poste., tva., capital, rue., avenue, boulevard, bp., cedex, cs., numero de reservation,
        reservation, reference, ref., n° de reference, numero de colis, numero de billet, billet, vol., train, voiture,
        quai., voie., porte n, chambre n, etage, appartement, batiment, lot., version, edition, numero d'edition,
        article, modele, immatriculation, plaque, compteur n, point de livraison, pdl., pce., rib., iban., bic.,
        mandat, rum., cheque n, carte finissant, se terminant par, terminant par, candidat, etudiant, matricule,
        licence n, permis, ticket n, incident, demande n, requete, erreur, interphone, wifi., cle wifi, code wifi, code
        promo, code avantage, code privilege, code parrain, code cadeau, code barre, code naf, code ape, code guichet,
        code banque, code insee, code officiel, code commune, code du travail, code de la route, code civil, code de
        conduite, code vestimentaire, appelez, telephonez, code payeur, code client, achat, code de participation""",
    void="""est annule, a ete annule, annulee, a ete utilise, a servi, est perime, n'est plus, n’est plus, ne fonctionne
        plus, ne marche plus, revoque, saisi par erreur, est expire, a expire, n'est plus valable, n’est plus valable,
        n'est plus valide, n’est plus valide, ancien code, code precedent, deja utilise, deja ete utilise, ne peut
        plus, ne sert plus, ne vaut plus, perime, obsolete, inutilisable, n'est pas valable, ne sont plus, ne
        fonctionnent plus, a ete remplace, est remplace, a perdu sa, retire., a ete retire, n'a plus cours, ne vaut
        rien, est mort, vous avez saisi, vous avez tape, avez entre, par exemple""",
    blocked="""est bloque, a ete bloque, bloque., saisi incorrectement, mal saisi, saisi par erreur, errone, trois fois,
        verrouille.""",
    sent="""par sms, par texto, par un sms, un sms, sur votre mobile, sur votre telephone, sur ton telephone, par appel""",
    typing="""saisis., saisir., entre., entrer., tape., taper., recopie, colle., collez., copie., utilise, renseigne,
        saisissez, entrez., utilisez, tapez., composez, composer, indiquez, indique., inscris, inscrivez, mets.,
        mettez, rentre., rentrez, reportez, tapez, validez avec, confirmez avec, valide avec, confirme avec,
        connectez-vous avec, reporter, recopier, notez., donnez., donne., ecrivez., ecris., copiez., recopiez,
        reprenez, pianotez, remplissez, communiquez, frappez, glissez, repondez, repondre avec, saisir, a saisir, a
        taper, a entrer, rempli, remplir, saisie, fournir, fournissez, fournis, inserer, inserez, insere, introduire,
        introduisez, introduis, rentrer, reportant, saisissant, entrant, tapant, indiquant, utilisant, ecrire, mettre,
        faire le, glisser, donner, soumettre, presentez-le a l'ecran, recopiant""",
    offers="""codes de secours, codes de recuperation, panier, promocode, parrain, filleul, cle de licence, lisenssiavain,
        code promo, bon de reduction, reduction, remise, descompte, invite tes amis, invitez vos amis, gagnez, a
        gagner, tirage au sort, jeu-concours, vos amis, tes amis, un ami, des amis, avec le code, code privilege, code
        avantage, code reduc, code cadeau, carte cadeau, votre panier, au panier, prochaine commande, prochain achat,
        offert, livraison offerte, de remise, de reduction, soldes, promotion, bon d'achat, cheque cadeau, points
        fidelite, profitez""",
    shown="""presentez, presente le, presenter ce, montrez, montre ce, a la caisse, en caisse, lors du paiement, au livreur,
        au comptoir, au coursier, donnez le code au, communiquez le code au, au chauffeur, a presenter, a montrer,
        presentez ce, presentez-le, montrez ce, a l'accueil, au guichet, a l'entree, au controle, a la borne d'accueil,
        au personnel""",
    units="""euros, euro, jours, heures, ans.""",
    collection="""fachcode, code de retrait, code d'ouverture, code d’ouverture""",
    keypad="""ecran""",
    bill="""montant, total., sous-total, a payer, echeance, tva., ttc., facture, recu., prelevement, regle par, paye par""",
    conference="""id de reunion, id de la reunion, visioconference, videoconferenc, motes-id, mote-id, mode-id""",
    elsewhere="""id de reunion, id de la reunion, ucus""",
    asks="""me connecter, connecter, nouveau mot de passe, mot de passe oublie, verifi, confirme, activer, valider,
        reinitialis, definir mon mot de passe, definir un mot de passe, creer un mot de passe, accepter l, se
        connecter, connexion, finaliser, terminer l'inscription, terminer mon, connectez, confirmati, verificati,
        activati, signer, deverrouill, debloqu, choisir un autre mot, choisir mon mot, changer de mot, oui. je, je
        confirme, rejoindre, inscription, j'active, j’active, j'accepte, j’accepte, je valide, je cree, je m'inscris,
        je me connecte, choisir un mot de passe, choisir votre mot, accepter., lien de connexion, accepter, oui c'est,
        oui je, terminer, choisir un autre, je participe, c'est bien moi, creer mon acces, confirmer mon, confirmer
        l'adresse, confirmer votre, confirmer, valider mon, valider l'adresse, valider votre, activer mon, activer
        votre, activer le compte, je confirme mon, verifier mon, verifier l'adresse, reinitialiser, changer mon,
        choisir un nouveau, nouveau mot, creer mon mot, creer un compte, creer mon compte, accepter l'invitation, voir
        l'invitation, rejoindre l, rejoindre le, accepter et, m'identifier, s'identifier, s’identifier, lien magique,
        ouvrir ma session, acceder a mon, autoriser, approuver, debloquer, deverrouiller, recuperer mon, retablir,
        signer le, finaliser mon, completer mon, poursuivre, oui c’est, c'est moi, c’est moi, je m’inscris, confirmer
        mon inscription, m'inscrire, confirmer l'inscription""",
    leads="""cliquez ici, continuer, haz clic, cliquez, clique., ce lien, le lien, suivez""",
    never="""se desabonner, desabonner, desinscri, confidentialite, mentions legales, aide, contactez, dans le navigateur,
        preferences, en ligne, se desinscrire, me desinscrire, gerer mes preferences, gerer mes, politique de,
        conditions generales, version en ligne, voir en ligne, en savoir plus, lire la suite, decouvrir, voir la
        boutique, acheter, commander, suivre ma commande, suivre mon colis, suivre votre, voir ma facture, telecharger,
        payer, regler, voir le message, voir les, donner mon avis, noter, itineraire, ajouter au calendrier, annuler,
        refuser, decliner, foire aux questions, faq., nous contacter, signaler""",
    not_you="""pas vous, n'etes pas, n’etes pas, pas a l'origine, pas demande, pas toi, n'es pas, pas demand, n'avez pas
        demand, n’avez pas demand, n'as pas demand, pas a l’origine, pas reconnu, ne reconnaissez, ne reconnais,
        n'attendiez, quelqu'un d'autre, par erreur""",
)

# Spanish
ES = Words(
    strong="""tu codigo:, su codigo:, es tu codigo, es su codigo, token de acceso, pin temporal, codigo de verificacion,
        codigo de confirmacion, codigo de seguridad, codigo de acceso, codigo de autenticacion, codigo de activacion,
        codigo de inicio de sesion, codigo de un solo uso, codigo unico, codigo temporal, codigo de validacion, codigo
        de registro, codigo de identificacion, codigo de recuperacion, codigo de restablecimiento, codigo de 6 digitos,
        codigo de 4 digitos, codigo de seis digitos, codigo de cuatro digitos, contrasena de un solo uso, contrasena
        temporal, clave de un solo uso, clave dinamica, clave temporal, clave de acceso, clave de verificacion, codigo
        otp, introduce el codigo, ingresa el codigo, ingrese el codigo, introduzca el codigo, utiliza el codigo, usa el
        codigo, siguiente codigo, este codigo, tu codigo es, su codigo es, clave de un uso, clave de un solo, clave
        sms, coordenada sms, codigo de firma, clave de firma, codigo de vinculacion, codigo de desbloqueo, codigo de
        autorizacion, clave de seguridad, clave unica, codigo sms, codigo de un uso, siguientes numeros, siguientes
        digitos, estos digitos, estos numeros, estas cifras, palabra clave, palabra de acceso, palabra secreta, palabra
        de paso, palabras de acceso, frase de seguridad, numero de verificacion, numero de confirmacion, numero de
        seguridad, numero secreto, clave de activacion, clave de inicio, clave de confirmacion, clave de validacion,
        clave de autorizacion, clave de transferencia, clave de ingreso, clave provisional, clave de unico uso, clave
        otp, contrasena provisional, contrasena inicial, contrasena unica, contrasena de acceso, codigo dinamico,
        codigo de ingreso, codigo de entrada, codigo de un unico uso, codigo de emparejamiento, codigo de enlace,
        codigo de asociacion, codigo de dispositivo, codigo de pago, codigo de operacion, codigo de transaccion, codigo
        de voto, codigo de votacion, codigo de confirmar, codigo pin, codigo numerico, codigo es valido, codigo expira,
        codigo caduca, codigo vence, nuevo codigo, aqui tienes tu codigo, este es tu codigo, tu codigo, su codigo, el
        codigo es, tu pin, su pin, pin de un solo uso, pin de acceso, pin de verificacion, token de verificacion, token
        de seguridad, token temporal, ingresa este codigo, introduce este codigo, escribe este codigo, ingrese este
        codigo, codigo a continuacion, codigo que aparece, nip temporal, nip dinamico, nip de, tu nip, su nip""",
    weak="""codigos, digitos, letras, llave, clave, contrasena, este numero, siguiente numero, numero siguiente, palabra.,
        palabras., frase., combinacion, cifras., caracteres, token., pin:, nip.""",
    context="""entrar, acceso, accede, pago, pagar, autoriza, vincul, verific, confirma, iniciar sesion, inicio de sesion,
        caduca, vence, valido, minutos, compart, introdu, ingres, dispositiv, activar, desbloque, firmar, para entrar,
        para continuar, verifica, abrir cuenta, un solo uso, una sola vez, unica vez, solo una vez, expira, vencera,
        caducara, valido por, valida por, valido hasta, valido durante, vigencia, vigente, diez minutos, cinco minutos,
        no lo compart, no compart, no la compart, nunca te pedir, nunca le pedir, nadie de, confidencial, nuevo
        dispositivo, navegador, ordenador, tu cuenta, su cuenta, crear tu, crear su, terminar de, identidad, identific,
        autentic, autentif, transferencia, firma electronica, restablec, recuperar, recuperacion, olvid, acceder,
        ingresar a, ingreso, iniciar, registr, vincular, emparejar, darse de alta, alta.""",
    other="""numero de socio, socio, numero cliente, rfc:, tel., pr #, rfc, iso., pedido, factura, envio, seguimiento,
        paquete, reserva, cupon, descuento, promocion, codigo postal, telefono, importe, cliente n, referencia,
        expediente, protocolo, nuolaid, poriadov, pöntun, receta, numero de serie, habitacion, asiento, localizador,
        incidencia, encuesta, turno, puerta, codigo de error, codigo de producto, codigo de articulo, codigo de centro,
        codigo de vacante, numero de usuario, numero de paciente, codigo de barras, tarjeta sanitaria, numero de
        pedido, pedido n, numero de factura, factura n, numero de cliente, numero de contrato, contrato, numero de
        cuenta, cuenta n, cuenta terminada, terminada en, terminado en, que termina en, numero de expediente,
        expediente n, numero de caso, caso n, numero de ticket, ticket, folio, numero de folio, numero de guia, guia n,
        guia:, numero de seguimiento, numero de reserva, reserva n, numero de referencia, referencia n, ref., numero de
        poliza, poliza, siniestro, numero de afiliado, afiliado, matricula, legajo, numero de empleado, empleado,
        alumno n, vuelo, puerta de, habitacion n, piso., c.p., cp., fax., movil, whatsapp, ext., extension, cif., nif.,
        nit., cuit., ruc., rut., rfc., curp., dni., registro mercantil, version, modelo, serie, articulo, producto n,
        lote., sku., iban., clabe, swift, sucursal, mandato, recibo, recibo n, boleta, comprobante, operacion n, numero
        de operacion, transaccion n, evento, sesion n, error, codigo seguro de verificacion, csv., codigo de entidad,
        codigo promocional, codigo de descuento, codigo de promocion, codigo de regalo, codigo regalo, codigo de
        referido, codigo de invitado, codigo de cliente, codigo de reserva, codigo de seguimiento, codigo de puerta,
        codigo del porton, codigo de conducta, codigo civil, codigo penal, codigo fuente, codigo swift, codigo de pais,
        codigo de area, portero automatico, interfono, wifi., calle, avenida, numero de telefono, edicion, numero de
        edicion, capitulo, llame, llama al, llamanos, llamenos, codigo de pago, codigo de barra, codigo del pagador,
        compra., compra n, codigo de participacion""",
    void="""fue anulado, ha sido anulado, esta anulado, queda anulado, anulado, se uso, se ha usado, se utilizo, fue usado,
        ha sido utilizado, ha sido usado, ya no sirve, ya no vale, ya no funciona, ya no es, caduco., vencio.,
        revocado, incorrecto, ha caducado, ha expirado, ya no es valido, no es valido, codigo anterior, ya se utilizo,
        ya fue utilizado, ya no, inservible, sin efecto, ha dejado de, dejo de, no es correcto, sido reemplazado, sido
        sustituido, fue reemplazado, ya caduco, se anulo, quedo anulado, retirado, se retiro, ha sido retirado, no
        vale, usted ingreso, ingresaste, introdujo, has introducido, por ejemplo""",
    blocked="""bloqueado, bloqueada, esta bloqueado, fue bloqueado, mal introducido, introducido mal, mal escrito,
        incorrectamente, tres veces, cinco veces""",
    sent="""por sms, via sms, un sms, por mensaje de texto, mensaje de texto, a tu movil, a su movil, a tu celular, a su
        celular, a tu telefono, a su telefono, por llamada""",
    typing="""usa., usar., usa el, usa este, usa la, introducir, introduzca, ingresar, ingresalo, introducelo, escribelo,
        teclea., teclee., tecleelo, teclealo, escriba, escribir, pon., ponga., copia., pega., marca., usalo., digitar,
        digita., introduce, ingresa, ingrese, escribe, teclea, teclear, anota, anote, coloca, rellena, mete., indica.,
        indique., marque, confirma con, valida con, autoriza con, confirme con, entra con, accede con, pulse., pulsa.,
        dicte., escriban, pongan, tecleen, digite., apunte., copie., pegue., meta., conteste con, responde con,
        rellene, introduzcan, digiten, marquen, ingresarlo, introducirlo, escribirlo, ingreselo, introduzcalo,
        escribalo, ponlo., pongalo, colocalo, coloquelo, copialo, pegalo, empleando, utilice, utilizar, emplea, emplee,
        facilite, facilita, proporciona, proporcione, digitelo, digitalo, tipea, tipee, tipear, rellenar, completa con,
        apunta., anotalo, ingresando, introduciendo, escribiendo, usando, captura., capture., capturar""",
    offers="""codigos de recuperacion, codigos de respaldo, apadrin, invita a tus amigos, indique amigos, carte cadeau,
        tarjeta regalo, carta regalo, cadeaubon, clave de licencia, chave de licenca, promo, promotion, promotional,
        cupon, descuento, invita a tus, invita a un amig, invita i tuoi amici, invita un amic, convide, a la cesta, tu
        cesta, sorteo, para ganar, tus amigos, sus amigos, un amigo, en la cesta, en el carrito, tu carrito, a tu
        cesta, codigo promocional, codigo de descuento, con el codigo, descont, tu proxima compra, siguiente compra,
        envio gratis, rebajas, oferta, promocion, vale de, tarjeta de regalo, bono de, puntos, referido, invita y,
        regalo, gana., llevate, ahorra""",
    shown="""muestra el, muestra este, muestre, ensena, ensene, presenta el, presente el, presente este, al pagar, en caja,
        al repartidor, mostrador, al conductor, al mensajero, muestralo, muestrelo, mostrar en, presentalo, presentelo,
        en la entrada, en taquilla, en ventanilla, en recepcion, al personal, al portero, al camarero, al dependiente""",
    units="""anos, puntos, pontos""",
    keypad="""clavier, consigne, pantalla, teclado, taquilla, tela.""",
    bill="""importe, total., subtotal, a pagar, vencimiento, iva., factura, recibo, pagado con, cargo.""",
    elsewhere="""vuelo""",
    asks="""otra contrasena, nueva clave, restablecer, cambiar contrasena, crear contrasena, nueva contrasena, aceptar
        invitacion, aceptar la invitacion, iniciar sesion, completar registro, completar el registro, acceder,
        restablir, firmar, revisar y firmar, confirmo, desbloque, unirme, crear mi, elegir contrasena, cambiar la
        contrasena, cambiar mi contrasena, activo mi, aceptar., enlace de acceso, enlace para entrar, acepto, aceptar,
        si soy, si quiero, completar, finalizar, crear acceso, participo, soy yo, quiero recibir, darme de alta,
        confirmar, confirma tu, confirma mi, confirmar mi, confirmar correo, confirmar cuenta, confirmar direccion,
        verificar, verifica tu, verificar mi, verificar correo, verificar cuenta, activar, activar mi, activar cuenta,
        activa tu, validar, valida tu, restablecer mi, restablece tu, crear nueva, crear una nueva, cambiar mi, elegir
        nueva, establecer, definir, unirse, unirme a, unete a, ver invitacion, aceptar y, entrar ahora, entrar en mi,
        entrar a mi, inicia sesion, ingresar, ingresar a, acceder a, accede a, enlace magico, autorizar, aprobar,
        desbloquear, recuperar, recuperar mi, finalizar registro, terminar registro, continuar registro, firmar
        documento, firmar ahora, permitir, si fui, fui yo, confirmo que, confirmar suscripcion, suscribirme""",
    leads="""haz clic, haga clic, pulsa, pulse, este enlace, enlace""",
    never="""darse de baja, cancelar suscripcion, cancelar la suscripcion, privacidad, terminos, ayuda, contacto, navegador,
        termos, ajuda, darme de baja, dar de baja, anular suscripcion, gestionar preferencias, preferencias, politica
        de, aviso legal, condiciones, ver en el navegador, ver en linea, version web, leer mas, ver mas, saber mas, mas
        informacion, comprar, ver pedido, ver mi pedido, seguir pedido, rastrear, seguir envio, ver factura, descargar,
        pagar, pago., ver detalles, ver publicacion, ver oferta, ir a la tienda, ir a la web, valorar, opinar, como
        llegar, anadir al calendario, cancelar, rechazar, no soy yo, soporte, contactar, contactanos, preguntas
        frecuentes, veja como, mira como""",
    not_you="""no fuiste, no has sido, no fue usted, no eres tu, no solicit, no reconoc, no has pedido, no pediste, no estas,
        no has solicitado, no solicitaste, no lo solicit, no esperabas, no esperaba, otra persona, alguien mas, por
        error, si no eres, si no fuiste, si no has sido, no reconoces""",
)

# Portuguese
PT = Words(
    strong="""palavra-passe de uso unico, palavra-passe temporaria, frase de acesso, token para, seu codigo:, token de
        acesso, pin temporario, codigo de verificacao, codigo de confirmacao, codigo de seguranca, codigo de acesso,
        codigo de autenticacao, codigo de ativacao, codigo de login, codigo de uso unico, codigo unico, codigo
        temporario, codigo de validacao, codigo de registo, codigo de cadastro, codigo de entrada, codigo de
        recuperacao, codigo de redefinicao, senha de uso unico, senha temporaria, senha unica, palavra-passe de
        utilizacao unica, codigo de 6 digitos, codigo de 4 digitos, codigo de seis digitos, insira o codigo, digite o
        codigo, introduza o codigo, use o codigo, utilize o codigo, seguinte codigo, codigo abaixo, codigo a seguir,
        este codigo, seu codigo e., o seu codigo e., senha descartavel, codigo de autorizacao, codigo de desbloqueio,
        codigo de emparelhamento, codigo de assinatura, codigo sms, chave de acesso, chave temporaria, codigo de
        aprovacao, senha de acesso, seguintes numeros, seguintes digitos, estes numeros, estes digitos, palavra-chave,
        palavra de acesso, palavra secreta, palavras de acesso, frase de seguranca, numero de verificacao, numero de
        confirmacao, numero de seguranca, numero secreto, chave de verificacao, chave de ativacao, chave de
        confirmacao, chave de login, chave de seguranca, chave unica, chave de uso unico, senha provisoria, senha
        inicial, senha dinamica, senha de verificacao, palavra-passe provisoria, palavra-passe inicial, palavra-passe
        unica, codigo dinamico, codigo provisorio, codigo de dispositivo, codigo de pareamento, codigo de vinculacao,
        codigo de pagamento, codigo de transacao, codigo de operacao, codigo de voto, codigo de votacao, codigo pin,
        codigo numerico, codigo e valido, codigo expira, codigo vale, novo codigo, aqui esta o seu codigo, este e o seu
        codigo, seu codigo, o codigo e, seu pin, o seu pin, pin de acesso, pin de verificacao, pin de uso unico, token
        de verificacao, token de seguranca, token temporario, codigo otp, codigo que aparece, digite este codigo,
        insira este codigo, introduza este codigo, use este codigo, codigo do dia, token e""",
    weak="""token, chave, chiave, palavra-passe, palavra passe, frase de, frase., palabra, codigo, senha, este numero,
        seguinte numero, numero seguinte, palavra., palavras., combinacao, algarismos, caracteres, pin:""",
    context="""aplicac, expira, valid, digite, insir, dispositiv, ativar, desbloque, autoriz, portal, continuar, acesso,
        entrar, uso unico, uma unica vez, apenas uma vez, so uma vez, expirara, vence., vencera, valido por, valida
        por, valido ate, validade, dez minutos, cinco minutos, minutos, nao compartilh, nao partilh, nunca pedir, nunca
        solicit, confidencial, novo dispositivo, navegador, computador, sua conta, a conta, criar sua, criar a sua,
        concluir, identidade, identific, autentic, transferencia, assinatura eletronica, redefin, recuper, esquec,
        aceder, acessar, iniciar sessao, login, cadastr, registo, registro, vincul, emparelh, entrar na, entrar no""",
    other="""matricula, matrikel, aluno, alumno, contador, durchwahl, extensao, fatura, nota fiscal, encomenda, rastrea,
        rastreio, rastreamento, cupom, desconto, cep, telefone, valor, boleto, cnpj, cpf, narocil, receita, numero de
        serie, quarto, nf-e, inquerito, pesquisa, porta., codigo de erro, codigo do produto, codigo do artigo, codigo
        da vaga, numero de utilizador, numero de usuario, numero de utente, codigo de barras, localizador, numero do
        pedido, pedido n, numero da fatura, numero da nota, numero de cliente, numero do cliente, numero do contrato,
        contrato, numero da conta, conta n, terminada em, terminado em, com final, final, protocolo, numero de
        protocolo, chamado, numero do chamado, numero do processo, processo, processo n, numero da reserva, reserva,
        numero de referencia, referencia, ref., apolice, sinistro, numero de socio, associado, numero do aluno,
        funcionario, assento, portao, poltrona, quarto n, andar, bloco, apto., cep., codigo postal, tel., fax.,
        whatsapp, ramal, cnpj., cpf., nif., nipc., inscricao estadual, versao, modelo, serie, artigo, produto, lote.,
        sku., iban., agencia, mandato, recibo, comprovante, comprovativo, operacao n, transacao n, autenticacao
        mecanica, selo digital, evento, erro., codigo promocional, codigo de desconto, codigo de promocao, codigo de
        presente, codigo de indicacao, codigo de cliente, codigo da reserva, codigo de reserva, codigo de rastreio,
        codigo de rastreamento, codigo do portao, codigo de conduta, codigo civil, codigo swift, codigo do banco,
        interfone, intercomunicador, wi-fi, rua., avenida, edicao, capitulo, linha digitavel, nosso numero, ligue.,
        ligue para, codigo do beneficiario, codigo do pagador, codigo do cedente, compra., compra n, codigo de
        participacao""",
    void="""cancelado, foi anulado, foi cancelado, usado em, ja nao serve, ja nao funciona, ja nao vale, nao vale mais, nao
        serve mais, nao funciona mais, expirado., perdeu a validade, foi invalidado, incorreto, expirou, nao e mais
        valido, ja nao e valido, nao e valido, foi utilizado, foi usado, ja nao, nao pode mais, deixou de, nao e mais,
        sem efeito, nao funciona, foi substituido, ja expirou, perdeu validade, ficou sem, retirado, foi retirado,
        perdeu efeito, nao serve, por exemplo""",
    blocked="""bloqueado, bloqueada, digitado errado, digitado incorretamente, inserido incorretamente, errado, tres vezes,
        cinco vezes""",
    sent="""por sms, via sms, um sms, por mensagem de texto, no seu celular, para o seu celular, para o seu telemovel, no
        seu telemovel, por chamada""",
    typing="""utiliza, insira., escreva, escreve, coloque, preencha, digite., introduza, utilize, insere., inserir, marque,
        marca., insere, ponha, use., indique, coloca, tecle, teclar, introduz, poe., confirme com, valide com, autorize
        com, entre com, carregue., prima., informe., escrevam, digitem, marquem, anote., copie., cole., responda com,
        coloquem, insiram, digitar, escrever, indicar, insira-o, digite-o, introduza-o, inserindo, digitando,
        introduzindo, escrevendo, utilizando, usando, preencher, colocar, utilizar, introduzir, empregue, forneca,
        fornecer, copia e cola, copiar, colar, ditar, dite., teclando""",
    offers="""codigos de recuperacao, carrito, carrinho, cupom, desconto, sorteio, para ganhar, seus amigos, teus amigos,
        amigos, um amigo, no carrinho, ao carrinho, sacola, codigo promocional, codigo de desconto, com o codigo,
        descontos, sua proxima compra, proxima compra, frete gratis, portes gratis, promocao, oferta, vale-presente,
        vale presente, cartao-presente, cartao presente, bonus, pontos, ganhe, aproveite, economize, poupe""",
    shown="""apresente, mostre, informe ao, ao entregador, no caixa, ao pagar, ao estafeta, balcao, na loja, ao motorista,
        mostre este, mostre o, apresente este, apresente o, na entrada, na bilheteira, na bilheteria, na recepcao, ao
        porteiro, ao garcom""",
    units="""dias, horas""",
    collection="""codigo de recogida, codigo de retirada, codigo de recolha, codigo de levantamento""",
    keypad="""ecra., cacifo, armario""",
    bill="""valor total, total., subtotal, a pagar, vencimento, fatura, boleto, recibo, pago com, nota fiscal, imposto""",
    asks="""nova palavra-passe, ativar, redefinir, criar senha, nova senha, aceitar convite, aceitar o convite, fazer
        login, concluir cadastro, concluir registo, entrar, assinar, rever e assinar, desbloque, alterar a palavra,
        alterar senha, mudar a senha, aderir, criar a palavra, confirmo, ativo a, aceitar., link de acesso, aceitar,
        aceito, ative., sim sou, sim quero, concluir, finalizar, criar acesso, participar, sou eu, activar, confirmar,
        confirme seu, confirme o seu, confirmar meu, confirmar o meu, confirmar e-mail, confirmar email, confirmar
        conta, verificar, verifique seu, verificar meu, verificar e-mail, verificar conta, ativar minha, ativar a
        minha, ativar conta, ative sua, ative a sua, validar, redefinir senha, redefinir a, criar nova, criar uma nova,
        criar minha, alterar minha, escolher nova, definir senha, definir a, definir nova, juntar-me, participar do,
        entrar agora, entrar na minha, entrar no, iniciar sessao, acessar, acessar minha, aceder a, link magico,
        autorizar, aprovar, desbloquear, recuperar, recuperar minha, finalizar cadastro, assinar documento, assinar
        agora, permitir, sim fui, fui eu, sim confirmo, confirmar inscricao, confirmar subscricao, subscrever""",
    leads="""haga clic, continuar, clique aqui, clicca qui, continua, clique, carregue, este link, ligacao, neste link""",
    never="""instagram, cancelar inscricao, descadastr, privacidade, anular subscricao, cancelar subscricao, sair da lista,
        gerir preferencias, gerenciar preferencias, preferencias, politica de, aviso legal, condicoes, ver no
        navegador, ver online, versao web, ler mais, ver mais, saiba mais, mais informacoes, comprar, compre, ver
        pedido, ver meu pedido, acompanhar, rastrear, ver fatura, baixar, descarregar, pagar, ver detalhes, ir para a
        loja, avaliar, como chegar, adicionar ao calendario, cancelar, recusar, rejeitar, nao fui eu, suporte, fale
        conosco, contacte, perguntas frequentes, veja como, blog.""",
    not_you="""nao foi voce, nao foste, nao solicit, nao pediu, nao reconhece, nao foi o, nao fez, nao solicitou, nao fez
        este, nao reconhec, nao esperava, outra pessoa, alguem, por engano, se nao foi, se nao e voce""",
)

# Italian
IT = Words(
    strong="""pin monouso, password monouso, codice monouso, il tuo codice:, pin temporaneo, codice di verifica, codice di
        conferma, codice di sicurezza, codice di accesso, codice d'accesso, codice d’accesso, codice di autenticazione,
        codice di attivazione, codice temporaneo, codice otp, codice di convalida, codice di registrazione, codice di
        login, codice univoco, codice usa e getta, codice di recupero, codice di reimpostazione, password temporanea,
        codice a 6 cifre, codice a sei cifre, codice a 4 cifre, codice a quattro cifre, inserisci il codice, inserisci
        questo codice, usa il codice, usa questo codice, utilizza il codice, seguente codice, codice seguente, codice
        qui sotto, il tuo codice e., codice di sblocco, codice di autorizzazione, codice di abbinamento, codice di
        firma, codice sms, chiave di accesso, chiave temporanea, pin usa e getta, codice dispositivo, seguenti cifre,
        seguenti numeri, queste cifre, questi numeri, seguente sequenza, parola d'ordine, parola d’ordine, parola
        chiave, parola segreta, frase segreta, frase di accesso, frase di sicurezza, numero di verifica, numero di
        conferma, numero segreto, chiave di verifica, chiave di attivazione, chiave monouso, password provvisoria,
        password iniziale, password usa e getta, password dinamica, codice provvisorio, codice di validazione, codice
        di ripristino, codice di associazione, codice di accoppiamento, codice di pagamento, codice di voto, codice
        pin, codice numerico, codice segreto, codice e valido, codice scade, nuovo codice, ecco il tuo codice, ecco il
        codice, questo codice, il tuo codice, il suo codice, il codice e, tuo pin, suo pin, pin di accesso, token di
        accesso, token di sicurezza, otp e, inserisca il codice, digita il codice, digiti il codice, utilizza questo
        codice, codice riportato, codice indicato, cifre qui sotto""",
    weak="""codici, cifre, lettere, numeri, gettone, cle., password, codice, cod., codi., cifra, passord, questo numero,
        seguente numero, numero seguente, parola., parole., frase., chiave, combinazione, caratteri, pin:""",
    context="""applicazione, pagamento, paga, collega, associa, accedi, acceder, accesso, scade, scadra, minuti, condivid,
        inserisc, dispositiv, attiva, sblocc, firmare, continuare, monouso, una sola volta, una volta sola, solo una
        volta, scadenza, valido per, valida per, valido fino, dieci minuti, cinque minuti, non condivid, non comunic,
        mai chiest, non ti chieder, non le chieder, riservat, nuovo dispositivo, browser, computer, tuo account, suo
        account, creare il, completare, completa la, identita, identific, autentic, autorizz, bonifico, firma,
        ripristin, reimpost, recuper, dimenticat, accedere, registr, iscri, attiv, abbin, associ, verific, conferma,
        entrare""",
    other="""matricola, contatore, interno, interne, treno, train, tren, reg. no, registro mercantil, nif., cif., cui:,
        ico:, dic:, ordine, fattura, spedizione, tracciamento, pacco, prenotazione, sconto, buono, cap., partita iva,
        importo, pratica, codice fiscale, codice postale, codice sconto, codice cliente, ricetta, numero di serie,
        camera, sondaggio, turno, porta., portone, cancello, citofono, codice errore, codice di errore, codice
        prodotto, codice articolo, codice modello, codice offerta, numero utente, codice paziente, tessera sanitaria,
        codice a barre, numero ordine, numero d'ordine, n. ordine, numero fattura, n. fattura, numero di spedizione,
        tracking, numero di prenotazione, cliente, numero cliente, contratto, numero contratto, conto, numero di conto,
        iban., cro., trn., mandato, riferimento, numero di riferimento, rif., numero pratica, protocollo, polizza,
        sinistro, numero tessera, tessera n, socio, studente, dipendente, volo., posto, sedile, gate., binario,
        carrozza, piano., telefono, tel., fax., cell., numero verde, p.iva, p. iva, c.f., rea., capitale sociale,
        registro imprese, versione, modello, serie, articolo, prodotto, lotto, ricevuta, scontrino, bolletta, utenza,
        pod., pdr., fornitura, biglietto, pnr., evento, errore, codice promo, codice promozionale, codice regalo,
        codice amico, codice invito, codice tracking, codice sdi, codice univoco ufficio, codice destinatario, codice
        civile, codice della strada, codice di condotta, codice iban, codice avviso, iuv., wifi., via., viale, piazza,
        edizione, capitolo, nre., chiami, chiama., chiamaci, codice utente, acquisto, codice di partecipazione""",
    void="""e stato annullato, annullato, e stato usato, stato utilizzato, gia usato, non vale piu, non funziona piu, non
        serve piu, revocato, e scaduta, inserito in modo errato, e scaduto, non e piu valido, codice precedente,
        vecchio codice, gia stato utilizzato, gia utilizzato, non e piu, non puo piu, non vale, non si puo piu, ha
        perso validita, decaduto, non sono piu, stato sostituito, e decaduto, gia scaduto, ritirato, e stato ritirato,
        decaduta, senza valore, e stato utilizzato, non piu valido, sostituito, non valido, e stato sostituito, ad
        esempio, per esempio""",
    blocked="""bloccato, bloccata, inserito male, errato, tre volte, sbagliato""",
    sent="""via sms, per sms, tramite sms, un sms, sul tuo telefono, sul suo telefono, sul cellulare, al cellulare, tramite
        chiamata""",
    typing="""usa il, usa questo, scrivi., scrivilo, scriva., inserire, digiti., digitalo, incolla, inserisci, utilizza,
        batti, metti, metta, riporta, compila, scrivere, digita., usa., immetti, conferma con, convalida con, autorizza
        con, accedi con, entra con, prema, premi., indica., indichi, comunica, copia., copi., trascrivi, trascriva,
        scrivete, digitate, inserite, immettere, riportando, digitare, rispondi con, componi, componga, inserisca,
        inserisc, inseriscilo, inserirlo, inserendo, digitarlo, digitando, immetta, scrivi, scriva, usi., usare, usalo,
        usando, utilizzi, utilizzare, riporti, fornisci, fornisca, batti., ricopia""",
    offers="""codici di recupero, codici di backup, carrello, chiave di licenza, licentiesleutel, licensnyckel, licensnogle,
        sconto, codice promozionale, buono sconto, invita prieten, concorso, per vincere, tuoi amici, amici, nel
        carrello, al carrello, tuo carrello, coupon, codice sconto, codice promo, con il codice, sconti, prossimo
        acquisto, prossimo ordine, spedizione gratuita, saldi, offerta, promozione, buono, buono regalo, gift card,
        punti, porta un amico, amico, regalo, vinci, estrazione, risparmia, approfitta""",
    shown="""mostra il, mostra in, mostra questo, mostralo, mostri, esibisci, presenta il, in cassa, alla cassa, al
        corriere, al banco, al conducente, al rider, al fattorino, mostra il codice, presenti il, presentalo, esibire,
        all'ingresso, in biglietteria, al botteghino, allo sportello, alla reception, all'autista, al personale""",
    units="""giorni, ore.""",
    collection="""codice di ritiro, codice ritiro, codice di apertura""",
    keypad="""tastierino, armadietto""",
    bill="""importo, totale, subtotale, da pagare, scadenza, iva., fattura, bolletta, ricevuta, pagato con, scontrino""",
    conference="""id da reuniao, id riunione, reunion., reuniao, riunione""",
    elsewhere="""id da reuniao, id riunione""",
    asks="""conferma, attiva, valida, reimposta, imposta password, crea password, nuova password, accetta invito, accetta
        l'invito, accedi, completa registrazione, completa la registrazione, firma il, firma ora, firmare, rivedi e
        firma, sblocca, scegli password, scegli la password, cambia password, cambia la password, completa, entra,
        confermo, attivo, accetta., link di accesso, accetta, accetto, si sono, si voglio, concludi, nuova parola, crea
        accesso, partecipo, sono io, unisciti, attivare, confermare, conferma email, conferma account, conferma
        indirizzo, conferma la, conferma il, verifica, verifica email, verifica account, verifica il, attiva account,
        attiva il, reimposta password, ripristina, crea una password, crea nuova, imposta la, scegli una, scegli la,
        password dimenticata, accetta l’invito, entra nel, partecipa, accedi ora, entra ora, link magico, autorizza,
        approva, recupera, completa la, completa iscrizione, iscrivimi, confermo iscrizione, firma, firma documento,
        consenti, si sono io, si confermo""",
    leads="""clicca, questo link, premi, link""",
    never="""disiscri, annulla iscrizione, cancella iscrizione, termini, aiuto, assistenza, contatt, personvern,
        disiscriviti, cancellati, gestisci preferenze, preferenze, privacy, note legali, condizioni, versione web,
        visualizza nel browser, vedi online, leggi tutto, leggi di piu, scopri, scopri di piu, maggiori informazioni,
        acquista, compra, vedi ordine, traccia, segui spedizione, vedi fattura, scarica, paga., vedi dettagli, valuta,
        recensione, come arrivare, aggiungi al calendario, annulla, rifiuta, non sono stato, contattaci, contatti,
        domande frequenti""",
    not_you="""non sei stato, non sei tu, non hai richiesto, non riconosc, non e stato, non eri tu, non sei stata, non ha
        richiesto, non l'hai richiest, non ti aspett, qualcun altro, per errore, se non sei, non e stato lei""",
)

# Romanian
RO = Words(
    strong="""codul de autorizare, codul de acces, codul tau, cod de verificare, codul de verificare, cod de confirmare,
        codul de confirmare, cod de securitate, codul de securitate, cod de acces, cod unic, codul unic, cod de
        autentificare, codul de autentificare, cod de activare, codul de activare, parola unica, parola de unica
        folosinta, cod de unica folosinta, cod de validare, codul de validare, cod de conectare, codul de conectare,
        cod temporar, cifre, urmatorul cod, introdu codul, introduceti codul, foloseste codul, folositi codul, codul
        tau este, codul dvs, parola de unica, cod de asociere, cod de deblocare, cod de autorizare, cod sms, codul sms,
        cod de aprobare, cod de semnare, urmatoarele cifre, aceste cifre, codul dumneavoastra, codul este, cod de
        logare, cod de inregistrare, cod de recuperare, cod de resetare, cod de imperechere, cod de semnatura, codul de
        unica folosinta, unica folosinta, codul temporar, cod otp, cod pin, codul pin, pin temporar, parola temporara,
        parola provizorie, parola initiala, parola otp, cheie de acces, cheia de activare, cheie de activare, cod nou,
        codul nou, iata codul, acesta este codul, codul urmator, acest cod, codul de mai jos, utilizati codul, cifre de
        mai jos, cod de vot""",
    weak="""codului, cifrele, litere, parole, codul, parola, acest numar, urmatorul numar, cod., coduri, parolei, pin.,
        pin-ul, pinul, token, cheie., cheia, cifre, cuvant, cuvantul, cuvinte, fraza, caractere, numarul urmator""",
    context="""conect, plata, autoriz, aprob, conecta, verificare, autentific, valabil, dispozitiv, activa, debloc, continua,
        pagina, verific, confirm, loga., logare, logati, inregistr, expira, minute, o singura data, unica folos, nu il
        comunic, nu-l comunic, nu comunic, nu divulg, nimanui, niciodata, confidential, dispozitiv nou, browser, contul
        tau, contul dvs, contului, crea cont, finaliz, identitat, plata., platii, transfer, beneficiar, semnatur,
        semnare, reset, recuper, uitat, acces, activ, asoci, continu""",
    other="""legitymacj, legitimatia, comand, factur, colet, reducer, rezervare, cod postal, cui., comanda, reteta, numar de
        serie, client, sondaj, poarta, interfon, cod eroare, cod produs, cod articol, cod client, numar utilizator, cod
        pacient, cod de bare, comenzii, numar comanda, nr. comanda, numarul comenzii, factura, facturii, numar factura,
        nr. factura, numar client, contract, numar contract, nr. contract, cont nr, numar cont, iban., referinta, numar
        de referinta, nr. ref, dosar, numar dosar, nr. dosar, sesizare, tichet, rezervarii, numar rezervare, bilet,
        biletului, loc., locul, vagon, tren., zbor., awb., livrare, expedi, urmarire, polita, dauna, card terminat,
        legitimat, matricol, nr. matricol, cnp., cif., nr. reg. com, j40, tva., telefon, tel., mobil, fax., strada,
        str., bloc., scara, etaj., apartament, ap., camera, versiune, model, serie, produs, articol, lot., editia,
        numar inmatriculare, suma., eroare, cod promotional, cod de reducere, cod reducere, cod voucher, cod cadou, cod
        de recomandare, codul de la usa, wifi., eveniment, sunati, suna., apelati""",
    void="""a fost folosit, a fost utilizat, a fost anulat, deja folosit, deja utilizat, nu mai functioneaza, nu mai este,
        este anulat, anulat., a expirat, nu mai este valabil, codul anterior, nu mai, nu se mai, a fost inlocuit, fost
        inlocuit, a expirat deja, retras, a fost retras, si-a pierdut, nu e valabil, expirat, nu mai e, invalid,
        anulat, codul vechi, inlocuit, revocat, nu functioneaza, de exemplu""",
    blocked="""blocat, a fost blocat, introdus gresit, gresit, de trei ori""",
    sent="""prin sms, pe sms, un sms, mesaj text, pe telefon, la telefon, pe mobil""",
    typing="""scrie., scrieti, tasteaza, tastati, introduc, foloseste, introdu, completeaza, introduceti, folositi, tasta,
        completati, treci., scri., tastezi, apasati, apasa., formati, formeaza, copiati, copiaza, lipiti, notati,
        noteaza, indicati, raspundeti cu, scriu, bateti, introduce, introducand, introducerea, tastand, scrii, scriind,
        folosind, utilizati, utilizand, completa, copia., lipeste, indica., furnizati, puneti, pune., raspunde cu,
        apasa""",
    offers="""coduri de rezerva, coduri de recuperare, cosul, cos., reducere, reduceri, castiga, concurs, tragere, prieten,
        cod promotional, cod de reducere, cod reducere, promotie, voucher, cupon, in cos, in cosul, card cadou,
        urmatoarea comanda, urmatoarea cumparatura, livrare gratuita, premiu, puncte, recomanda""",
    shown="""arata codul, arata-l, arata acest, prezinta, la casa, curierului, soferului, prezentati, la casierie, la
        receptie, la intrare""",
    collection="""cod de ridicare, codul de ridicare""",
    keypad="""ecran, tastatura, dulap, locker, easybox, tableta""",
    bill="""total., de plata, scadent, scadenta, tva., factura, bon fiscal, achitat, suma.""",
    asks="""noua parola, parola noua, verificar, verifica, confirmar, confirma, activar, activa, validar, activeaza,
        reseteaz, resetati, resetare parola, accepta invitatia, autentific, conecteaz, verificiraj, semn, schimba
        parola, seteaza parola, finalizeaza, alatura, debloc, inscrie, accepta., accept., link de conectare, accepta,
        acceptati, da sunt, da vreau, finalizati, alta parola, particip, creeaza acces, confirm, confirmati, confirm.,
        confirma adresa, confirma contul, verifica adresa, verifica contul, verificati, activati, activare cont,
        reseteaza, setati parola, schimbati parola, creeaza parola, alege parola, vezi invitatia, alatura-te,
        conecteaza-te, conectare, autentificare, intra in cont, logheaza, deblocheaza, deblocati, aproba, aprobati,
        autorizeaza, semneaza, semnati, da eu, eu am fost, da confirm, permite""",
    leads="""folytat, click aici, apasa, click, link""",
    never="""dezabon, confidentialitate, termeni, ajutor, gestioneaza, preferinte, politica de, citeste, afla mai multe, mai
        multe, vezi in browser, vezi online, cumpara, comanda acum, vezi comanda, urmareste, vezi factura, descarca,
        plateste, evalueaza, recenzie, contact, suport, respinge, anuleaza, refuza, calendar""",
    not_you="""nu ai fost, nu ati fost, nu ai solicitat, nu ai cerut, nu ai fost tu, nu dvs, nu ati solicitat, nu te asteptai,
        altcineva, daca nu, nu recuno""",
)

# Catalan
CA = Words(
    strong="""codi de verificacio, codi de confirmacio, codi de seguretat, codi d'acces, codi d’acces, codi d'un sol us, codi
        d’un sol us, contrasenya d'un sol us, contrasenya d’un sol us, codi d'activacio, codi d’activacio, codi
        seguent, introdueix el codi, aquest codi, codi es, codi:, el teu codi, el vostre codi, d'un sol us, d’un sol
        us, contrasenya temporal, contrasenya provisional, contrasenya d'un sol, codi d'autenticacio, codi temporal,
        codi unic, codi sms, codi pin, paraula de pas, nou codi, introduiu el codi, escriu el codi, utilitza el codi""",
    weak="""codi., codis, contrasenya, clau., xifres, paraula, paraules, numero seguent""",
    context="""verificacio, iniciar sessio, verific, confirma, inici de sessio, registr, valid, caduca, minuts, un sol us,
        nomes una vegada, no el compart, ningu, mai., confidencial, dispositiu, navegador, el teu compte, vostre
        compte, identitat, autentic, pagament, transferencia, signatura, restablir, recuper, oblidat, acces, activar,
        desbloque, continuar""",
    other="""comanda, factura, client, contracte, expedient, incidencia, reserva, bitllet, seient, vol., tren., enviament,
        seguiment, polissa, soci., nif., telefon, tel., fax., codi postal, carrer, pis., versio, model, serie,
        producte, edicio, matricula, error, codi promocional, codi de descompte, cupo., codi de barres, porter
        automatic, recepta""",
    void="""ha caducat, ja no es valid, s'ha utilitzat, ja no, no es valid, anul·lat, anulat, codi anterior, codi antic,
        revocat""",
    typing="""introdueix, introduiu, introduir, escriu, escriviu, escriure, posa., poseu, utilitza, utilitzeu, copia.,
        copieu, enganxa, teclegeu, tecleja, indica., indiqueu, marca., marqueu, digiteu""",
    asks="""confirma, confirmar, verifica, verificar, activa, activar, restablir, nova contrasenya, crear contrasenya,
        canviar contrasenya, accepta, acceptar, uneix-te, inicia sessio, iniciar sessio, entrar, completa, finalitzar,
        autoritza, aprova, desbloqueja, signar, si soc jo""",
    never="""donar-se de baixa, donar-me de baixa, baixa, gestiona, preferencies, privadesa, avis legal, condicions, llegir
        mes, mes informacio, veure al navegador, comprar, veure comanda, seguir, descarregar, pagar, valorar, ajuda,
        contacte, rebutjar, cancel·lar""",
    not_you="""no has estat tu, no heu estat, no ho has demanat, no ho heu demanat, alguna altra persona, si no has, si no heu""",
)

# Galician
GL = Words(
    strong="""codigo de verificacion, codigo de confirmacion, codigo e, o teu codigo, codigo de seguridade, codigo de acceso,
        codigo dun so uso, dun so uso, contrasinal temporal, contrasinal dun so, introduce o codigo, este codigo""",
    weak="""contrasinal, cifras, palabra""",
    typing="""introduce, introduza, escribe, escriba, teclea, utiliza""",
    asks="""confirmar, confirma, verificar, activar, restablecer, novo contrasinal, aceptar, iniciar sesion, entrar""",
)
