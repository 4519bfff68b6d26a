# ruff: noqa: E501 - lists of words read better unbroken
"""What the columns of an unknown file can be, and by which words they are known."""

import re
import unicodedata
from dataclasses import dataclass

from retailcrm.importers.dialect import Cell

SALES, CUSTOMERS = "sales", "customers"


@dataclass(frozen=True, slots=True)
class Role:
    """One thing a column can hold.

    Attributes:
        key: its name in mapping files.
        title: its name on screen.
        cell: how its cells are read.
        sure: pattern of headings that mean nothing else.
        likely: pattern of headings that may mean it.
        needed: the file cannot be read without it.
    """

    key: str
    title: str
    cell: Cell
    sure: str
    likely: str = ""
    needed: bool = False


_NO = r"(?:no|nr|num|number|nummer|numero|numéro|id|code|key)"
_OF = r"(?: (?:de|du|de la|del|della|dello|di|d|n))?"


def _numbered(words: str) -> str:
    """Match "receipt", "receipt no", "no de ticket", "belegnr" alike."""
    return rf"(?:{words})(?:s? ?{_NO})?|{_NO}{_OF} (?:{words})"


_RECEIPTS = (
    "receipt|invoice|transaction|order|sale|sales|bill|check|ticket|docket|bon|beleg|rechnung|rechnungs|"
    "kassenbon|quittung|quittungs|vorgang|vorgangs|transaktion|transaktions|bestell|bestellung|auftrag|auftrags|"
    "ticket de caisse|recu|facture|commande|vente|recibo|factura|venta|pedido|operacion|"
    "scontrino|ricevuta|fattura|vendita|ordine|documento|receipt ref|order ref|order name"
)
_ORIGINAL = r"\b(?:original|parent|related|refunded|returned|ursprung\w*|bezugs?\w*|origine|d origine|orig)\b"
_CUSTOMER_NUMBERS = "customer|client|member|kunde|kunden|kd|mitglied|mitglieds|cliente|membre|socio|reference|account|konto"

PEOPLE = (
    Role(
        "card",
        "Card number",
        Cell.TEXT,
        r"(?:(?:loyalty|member|membership|customer|club|bonus|reward|rewards|store) ?)?card ?"
        r"(?:no|nr|number|id|code)|loyalty ?(?:no|number|id|card|code)|(?:kunden|bonus|treue|vorteils|mitglieds)?"
        r"karten?(?: ?(?:nr|nummer|no|id))?|(?:no|numero)(?: de)?(?: la)? (?:carte|tarjeta|tessera|carta)(?: .*)?|"
        r"(?:carte|tarjeta|tessera|carta)(?: (?:de |di )?(?:fidelite|fidelidad|fedelta|cliente|client|socio))?"
        r"(?: (?:no|numero|id))?|tessera|barcode carte|member (?:no|number|id)|membership (?:no|number|id)",
        rf"(?:{_CUSTOMER_NUMBERS})s? ?(?:no|nr|num|number|nummer|numero|code|id)|"
        rf"(?:no|nr|numero|code|codigo|codice|id){_OF} ?(?:{_CUSTOMER_NUMBERS})|reference|customer|card|karte|carte|tarjeta|tessera",
    ),
    Role(
        "till_id",
        "Customer id of the till",
        Cell.TEXT,
        r"customer (?:uuid|guid)|(?:square|shopify|clover) customer id",
        rf"(?:{_CUSTOMER_NUMBERS}) ?(?:id|no|nr|number|nummer|code)|id|uuid",
    ),
    Role(
        "email",
        "E-mail",
        Cell.EMAIL,
        r"(?:.* )?e ?mail(?: .*)?|correo(?: .*)?|courriel|mail|posta elettronica|adresse mail",
    ),
    Role(
        "phone",
        "Phone",
        Cell.PHONE,
        r"(?:.* )?(?:tele)?phone(?: .*)?|phone\d?|mobile?(?: .*)?|cell(?:ulare)?(?: .*)?|tel|telefon(?:o|nummer)?(?: .*)?"
        r"|handy(?: ?(?:nr|nummer))?|telefonnr|mobil(?:telefon|nummer)?|movil|portable|numero de tel.*",
    ),
    Role(
        "contact",
        "Contact (e-mail or phone)",
        Cell.TEXT,
        r"(?:customer )?contacts?|kontakt|contatto|contacto",
    ),
    Role(
        "first_name",
        "First name",
        Cell.TEXT,
        r"(?:.* )?(?:first|given) ?name|vorname|prenom|nombre(?: de pila)?|nome",
        "nome|nombre",
    ),
    Role(
        "last_name",
        "Last name",
        Cell.TEXT,
        r"(?:.* )?(?:last|family) ?name|surname|nachname|familienname|nom de famille|apellidos?|cognome",
        "nom|name",
    ),
    Role(
        "name",
        "Full name",
        Cell.TEXT,
        r"(?:customer|client|kunden|full|member|contact|buyer) ?name|kunde|client|cliente|acheteur|"
        r"nombre (?:del )?cliente|nombre completo|nom (?:du )?client|nom complet|nome (?:del )?cliente|"
        r"nominativo|customer",
        "name|nom|nombre|nome",
    ),
)

_WHEN = (
    Role(
        "date",
        "Date",
        Cell.DATE,
        r"(?:(?:sale|sales|order|receipt|business|transaction|invoice|local|purchase|ticket|posting|trans) ?)?date|"
        r"datum|(?:beleg|rechnungs|kauf|verkaufs|buchungs|bon) ?(?:datum|tag)|fecha|data|tag|day|giorno|jour|dia|"
        r"date (?:de |d |of )?(?:la )?(?:vente|achat|facture|sale|commande|operation)|fecha (?:de )?(?:la )?"
        r"(?:venta|compra|factura)|data (?:della |di )?(?:vendita|acquisto)",
        r".*(?:date|datum|fecha)|created(?: at)?|opened|closed|paid at",
        needed=True,
    ),
    Role(
        "moment",
        "Date and time",
        Cell.MOMENT,
        r"(?:date ?(?:and|&|/)? ?time|local ?time|timestamp|zeitpunkt|zeitstempel|datum ?(?:und|/)? ?(?:uhr)?zeit|"
        r"date ?(?:et|/)? ?heure|fecha ?(?:y|/)? ?hora|data ?(?:e|/)? ?ora|created at|sold at|datetime|"
        r"(?:sale|order|transaction) (?:date ?time|timestamp))",
    ),
    Role(
        "time",
        "Time",
        Cell.TIME,
        r"(?:(?:sale|order|receipt|transaction|local) )?time|uhr ?zeit|zeit|heure|hora|ora|orario",
    ),
    Role("utc_offset", "Offset from UTC", Cell.TEXT, r"(?:utc|gmt|zone|tz) ?offset|offset|utc"),
)

_WHERE = (
    Role(
        "store",
        "Store",
        Cell.TEXT,
        r"(?:store|shop|location|outlet|branch|site)(?: (?:name|id|no|nr))?|filiale?|laden|markt|geschaft|standort|"
        r"magasin|boutique|point de vente|tienda|sucursal|local|negozio|punto vendita|sede|establecimiento",
    ),
    Role(
        "register",
        "Register",
        Cell.TEXT,
        r"(?:register|till|pos|terminal|device|station|cash ?register)(?: (?:name|id|no|nr))?|kasse|kassen ?(?:nr|id|"
        r"nummer)|caisse|caja|cassa|tpv",
    ),
    Role(
        "cashier",
        "Cashier",
        Cell.TEXT,
        r"(?:cashier|employee|staff|seller|salesperson|clerk|user|server|associate)(?: (?:name|id|no))?|"
        r"kassierer(?:in)?|bediener|verkaufer(?:in)?|mitarbeiter(?:in)?|caissier|caissiere|vendeur|vendeuse|"
        r"cajero|cajera|vendedor|empleado|cassiere|commesso|operatore|addetto",
    ),
    Role(
        "channel",
        "Channel",
        Cell.TEXT,
        r"(?:sales )?channel|kanal|vertriebsweg|verkaufskanal|canal(?: de (?:vente|venta))?|canale",
        "source|origin|quelle",
    ),
)

_WHAT = (
    Role("kind", "Sale or return", Cell.TEXT,
         r"(?:(?:receipt|transaction|document|sale|event|order|trans) )?(?:type|kind)|art|belegart|vorgangsart|typ|"
         r"(?:bon|beleg)typ|type (?:de )?(?:vente|document|ticket)|tipo(?: .*)?|genre|event"),
    Role("status", "Status", Cell.TEXT,
         r"(?:.* )?(?:status|state)|zustand|statut|etat|estado|stato|voided|cancelled|storniert|storno|void"),
    Role("line_type", "Type of line (item, gift card)", Cell.TEXT,
         r"(?:line|item|itemization|product|row) ?(?:type|kind)|positionsart|zeilenart|artikelart|type (?:de )?ligne"),
    Role("original", "Original receipt of a return", Cell.TEXT, rf".*{_ORIGINAL}.*|return(?:s)? (?:of|against)"),
    Role("sku", "Article number", Cell.TEXT,
         r"sku|(?:item|product|article|variant|plu|upc|ean|gtin)(?: ?(?:no|nr|number|code|sku|id))|"
         r"artikel ?(?:nr|nummer|no|code)|ean|gtin|plu|upc|barcode|strichcode|code ?(?:barre|article|produit|barras|"
         r"barres|a barre)|referen(?:ce|cia)(?: .*)?|codigo(?: .*)?|codice(?: .*)?|ref"),
    Role("item", "Article", Cell.TEXT,
         r"(?:item|product|article|lineitem)(?: ?(?:name|title|description))?|artikel(?: ?(?:name|bezeichnung|text))?|"
         r"bezeichnung|ware|produkt|produit|designation|libelle|articulo|producto|articolo|prodotto|descrizione",
         r"description|beschreibung|descripcion|name|title|details"),
    Role("category", "Category", Cell.TEXT,
         r"(?:(?:item|product) )?(?:category|department|group|family)|warengruppe|kategorie|abteilung|categorie|rayon|"
         r"famille|categoria|departamento|familia|reparto|class"),
    Role("quantity", "Quantity", Cell.QUANTITY,
         r"(?:.* )?(?:qty|quantity)(?: .*)?|menge|anzahl|stuck(?:zahl)?|quantite|qte|cantidad|cant|quantita|qta|units|"
         r"pieces|pezzi|count"),
    Role("unit_price", "Price of one", Cell.PRECISE,
         r"(?:unit|item|single|each|list|retail|selling) ?price|price|preis|einzelpreis|stuckpreis|vk|"
         r"prix(?: unitaire)?(?: .*)?|precio(?: unitario)?|prezzo(?: unitario)?|pu"),
    Role("gross", "Before discount, without tax", Cell.MONEY,
         r"gross(?: sales)?(?: amount)?|list amount|before discount|subtotal before discount"),
    Role("discount", "Discount", Cell.MONEY,
         r"(?:.* )?discounts?(?: (?:amount|total|value))?|rabatt(?:betrag)?|nachlass|remise|reduction|rabais|descuento|"
         r"dto|sconto"),
    Role("net", "Net, without tax", Cell.MONEY,
         r"net(?: (?:sales|amount|total|price|revenue))?|(?:umsatz )?netto(?:betrag|umsatz)?|(?:montant|total|prix|ca) "
         r"ht|ht|neto|importe neto|base(?: imponible)?|sin iva|imponibile|importo netto|subtotal|sub total|"
         r"(?:line )?total excl? .*|(?:amount|total|price) ex(?:cl)? .*|zwischensumme"),
    Role("total", "Amount with tax", Cell.MONEY,
         r"(?:brutto(?:betrag|umsatz)?|(?:montant|total|prix) ttc|ttc|total con iva|con iva|lordo|importo lordo|bruto|"
         r"importe bruto|(?:line |grand |order |receipt )?total(?: (?:amount|collected|incl.*|with tax.*|paid|sales|"
         r"price))?|(?:amount|sales|price) incl.*|total)",
         r"amount(?: paid)?|betrag|summe|gesamt(?:betrag|preis|summe)?|umsatz|montant(?: total)?|importe(?: total)?|"
         r"importo|totale|sales|revenue|paid|value|wert"),
    Role("tax", "Tax", Cell.MONEY,
         r"(?:sales |total )?tax(?:es)?(?: (?:amount|total|value))?|vat(?: amount)?|gst|mw ?st(?: ?betrag)?|ust|"
         r"umsatzsteuer|mehrwertsteuer|steuer(?:betrag)?|tva|montant tva|taxe?s?|iva|importe iva|impuestos?|imposta"),
    Role("unit_cost", "Cost of one", Cell.PRECISE,
         r"(?:unit|item) ?cost|cost price|purchase price|einkaufspreis|ek(?: ?preis)?|prix d ?achat|"
         r"(?:precio|costo|coste) (?:de )?(?:compra|unitario)|prezzo d ?acquisto|costo unitario"),
    Role("cost", "Cost of the line", Cell.MONEY,
         r"cost(?: of goods(?: sold)?| total| amount)?|cogs|total cost|wareneinsatz|kosten|cout(?: .*)?|coste|costo"),
    Role("coupon", "Coupon code", Cell.TEXT,
         r"(?:coupon|voucher|promo)s?(?: ?(?:codes?|name))?|(?:discount|promotion)s? (?:codes?|name)|gutschein ?code|code promo|"
         r"cupon|codigo promo.*|codice (?:promo|sconto)"),
    Role("tip", "Tip", Cell.MONEY, r"tips?(?: amount)?|gratuity|trinkgeld|pourboire|propina|mancia"),
    Role("currency", "Currency", Cell.TEXT, r"currency(?: code)?|wahrung|devise|moneda|divisa|valuta"),
)  # fmt: skip

_RECEIPT = Role(
    "receipt",
    "Receipt number",
    Cell.TEXT,
    _numbered(_RECEIPTS),
    "id|number|nummer|nr|no|numero",
    needed=True,
)

#: Proposed only where the numbers themselves repeat; no heading is called so.
_RECEIPT_DAY = Role(
    "receipt_day", "Date, if receipt numbers begin anew each day", Cell.DATE, r"(?!)"
)

SALES_ROLES = (_RECEIPT, _RECEIPT_DAY, *_WHEN, *_WHERE, *_WHAT, *PEOPLE)

_HOME = (
    Role("company", "Company", Cell.TEXT,
         r"(?:.* )?company(?: name)?|firma|unternehmen|societe|entreprise|empresa|azienda|ragione sociale|organi[sz]ation"),
    Role("street", "Street", Cell.TEXT,
         r"(?:.* )?(?:street|address)(?: ?(?:1|line ?1|address))?(?: 1)?|str|strasse|anschrift|adresse|rue|calle|"
         r"direccion|domicilio|via|indirizzo"),
    Role("street_2", "Street, second line", Cell.TEXT,
         r"(?:.* )?(?:street|address)(?: ?(?:line ?)?2| address 2)|adresszusatz|complement.*|apt|suite|unit"),
    Role("city", "City", Cell.TEXT, r"(?:.* )?(?:city|town)|suburb|ort|stadt|wohnort|ville|ciudad|poblacion|citta|"
         r"comune|localita|localidad"),
    Role("region", "State or region", Cell.TEXT,
         r"(?:.* )?(?:state|province|region|county)(?: code)?|bundesland|kanton|departement|provincia|comunidad|regione"),
    Role("postcode", "Postcode", Cell.TEXT,
         r"(?:.* )?(?:zip|postal|post)(?: ?code)?|plz|postleitzahl|cp|code postal|codigo postal|cap"),
    Role("country", "Country", Cell.TEXT, r"(?:.* )?country(?: (?:code|id))?|land|pays|pais|paese|nazione"),
    Role("birthday", "Birthday", Cell.BIRTHDAY,
         r"(?:.* )?(?:birth ?day|birth ?date|date of birth|dob)|geburts(?:tag|datum)|date de naissance|anniversaire|"
         r"fecha (?:de )?nacimiento|cumpleanos|data (?:di )?nascita|compleanno"),
    Role("note", "Note", Cell.TEXT, r"(?:.* )?(?:notes?|memo|comments?|remarks?)|notizen?|bemerkung(?:en)?|"
         r"remarques?|commentaires?|notas?|observaciones|osservazioni"),
    Role("tags", "Tags", Cell.TEXT, r"tags?|labels?|segments?|groups?|customer group|gruppen?|kundengruppe|etiquetas?"),
    Role("source", "How the customer heard of us", Cell.TEXT,
         r"source|how did you hear.*|referr(?:al|er|ed by)|herkunft|quelle|creation source|origine|origen|provenienza"),
    Role("email_consent", "Agrees to e-mail", Cell.BOOL,
         r"(?:.* )?(?:e ?mail|newsletter|marketing)s? ?(?:consent|opt ?in|subscription(?: status)?|subscribed|allowed|"
         r"permission|marketing)|accepts (?:e ?mail )?marketing|newsletter|werbeeinwilligung|einwilligung(?: .*)?|"
         r"consentement(?: .*)?|consentimiento(?: .*)?|consenso(?: .*)?|opt ?in"),
    Role("sms_consent", "Agrees to text messages", Cell.BOOL,
         r"(?:.* )?sms ?(?:consent|opt ?in|marketing|subscription|allowed|.*)|accepts sms marketing"),
    Role("joined", "Customer since", Cell.DATE,
         r"joined(?: (?:on|at|date))?|(?:customer|member) since|created(?: (?:at|on|date))?|(?:sign ?up|registration|"
         r"enrol?lment|creation|join|opened) ?(?:date)?|kunde seit|mitglied seit|angelegt(?: am)?|eintritt(?:sdatum)?|"
         r"date d ?(?:inscription|adhesion)|client depuis|fecha (?:de )?(?:alta|registro)|cliente desde|"
         r"data (?:di )?(?:iscrizione|registrazione)|cliente dal", "date|datum|first visit"),
    Role("opening_points", "Points so far", Cell.COUNT,
         r"(?:loyalty |reward |bonus |current )?(?:points?|punkte)(?: ?(?:balance|stand|saldo|total))?|"
         r"(?:loyalty|points?) balance|punktestand|solde (?:de )?points|puntos|punti|saldo puntos"),
)  # fmt: skip

CUSTOMER_ROLES = (*PEOPLE, *_HOME)


def roles_of(kind: str) -> tuple[Role, ...]:
    """Give everything that can be mapped in a file of sales or of customers."""
    return SALES_ROLES if kind == SALES else CUSTOMER_ROLES


def plain(heading: str) -> str:
    """Give a heading as its words are compared: small letters, no accents, single spaces."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading.replace("ß", "ss"))
    signs = re.sub(r"[#№]|[Nn][°º]", " no ", apart)
    letters = unicodedata.normalize("NFKD", signs).encode("ascii", "ignore").decode()
    return " ".join(re.sub(r"[^a-z0-9&/]+", " ", letters.lower()).split())


def is_original(heading: str) -> bool:
    """Say whether a heading speaks of the receipt that a return belongs to."""
    return bool(re.search(_ORIGINAL, plain(heading)))
