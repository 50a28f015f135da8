"""Amounts of money as people write them, in hundredths, never in floating point; and what they are in, by country."""

import re
import unicodedata

#: More than any refund; an amount beyond it is a slip of the keyboard.
LARGEST = 99_999_999_999

_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,' ])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?", re.ASCII)
_PLAIN = re.compile(r"(\d{1,12})?(?:[.,](\d{1,2}))?", re.ASCII)

# The sign where it means one currency in that country, else the code of ISO 4217.
#: By currency, the countries (ISO 3166) that use it.
_USED_IN = {
    "€": "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI SK SM TF VA",
    "£": "GB GG IM JE",
    "$": "AS BQ EC FM GU IO MH MP PR PW SV TC TL UM US VG VI",
    "CHF": "CH LI",
    "DKK": "DK FO GL",
    "NOK": "BV NO SJ",
    "AUD": "AU CC CX HM KI NF NR TV",
    "NZD": "CK NU NZ PN TK",
    "XAF": "CF CG CM GA GQ TD",
    "XOF": "BF BJ CI GW ML NE SN TG",
    "XCD": "AG AI DM GD KN LC MS VC",
    "XPF": "NC PF WF",
    "MAD": "EH MA",
    "ILS": "IL PS",
}
#: Of the others, each with its own: country and code.
_OWN = (
    "AE:AED AF:AFN AL:ALL AM:AMD AO:AOA AR:ARS AW:AWG AZ:AZN BA:BAM BB:BBD BD:BDT BH:BHD BI:BIF BM:BMD BN:BND BO:BOB"
    " BR:BRL BS:BSD BT:BTN BW:BWP BY:BYN BZ:BZD CA:CAD CD:CDF CL:CLP CN:CNY CO:COP CR:CRC CU:CUP CV:CVE CZ:CZK DJ:DJF"
    " DO:DOP DZ:DZD EG:EGP ER:ERN ET:ETB FJ:FJD FK:FKP GE:GEL GH:GHS GI:GIP GM:GMD GN:GNF GT:GTQ GY:GYD HK:HKD HN:HNL"
    " HT:HTG HU:HUF ID:IDR IN:INR IQ:IQD IR:IRR IS:ISK JM:JMD JO:JOD JP:JPY KE:KES KG:KGS KH:KHR KM:KMF KP:KPW KR:KRW"
    " KW:KWD KY:KYD KZ:KZT LA:LAK LB:LBP LK:LKR LR:LRD LS:LSL LY:LYD MD:MDL MG:MGA MK:MKD MM:MMK MN:MNT MO:MOP MR:MRU"
    " MU:MUR MV:MVR MW:MWK MX:MXN MY:MYR MZ:MZN NA:NAD NG:NGN NI:NIO NP:NPR OM:OMR PA:PAB PE:PEN PG:PGK PH:PHP PK:PKR"
    " PL:PLN PY:PYG QA:QAR RO:RON RS:RSD RU:RUB RW:RWF SA:SAR SB:SBD SC:SCR SD:SDG SE:SEK SG:SGD SH:SHP SL:SLE SO:SOS"
    " SR:SRD SS:SSP ST:STN SY:SYP SZ:SZL TH:THB TJ:TJS TM:TMT TN:TND TO:TOP TR:TRY TT:TTD TW:TWD TZ:TZS UA:UAH UG:UGX"
    " UY:UYU UZ:UZS VE:VES VN:VND VU:VUV WS:WST YE:YER ZA:ZAR ZM:ZMW ZW:ZWG"
)
_OF_COUNTRY = {country: sign for sign, countries in _USED_IN.items() for country in countries.split()}
_OF_COUNTRY |= dict.fromkeys(("XK", "YT"), "€")
_OF_COUNTRY |= {country: code for country, _colon, code in (one.partition(":") for one in _OWN.split())}


def parse_amount(text: str, currency: str = "") -> int | None:
    """What was typed as an amount: "120", "1,250.50", "1.250,50", "1 250"; with the currency's sign or without.

    A separator before one or two digits at the end divides off the hundredths; one before three digits groups
    them, for no amount has thousandths. None where it is no amount, is below zero, or is beyond the largest.
    """
    typed = _plain(text, currency)
    grouped = _GROUPED.fullmatch(typed)
    if grouped:
        hundredths = grouped[3] or ""
        whole = typed[: len(typed) - len(hundredths) - 1] if hundredths else typed
        return _in_range("".join(letter for letter in whole if letter.isdecimal()), hundredths)
    plain = _PLAIN.fullmatch(typed)
    if plain is None or not (plain[1] or plain[2]):
        return None
    return _in_range(plain[1] or "0", plain[2] or "")


def amount_text(amount: int) -> str:
    """An amount as it is written in English: "1,250.50"."""
    return f"{amount // 100:,}.{amount % 100:02}"


def with_currency(amount: int, currency: str) -> str:
    """An amount with what it is in before it: "£50.00", "EUR 50.00"."""
    apart = " " if currency[-1:].isalpha() else ""
    return f"{currency}{apart}{amount_text(amount)}"


def currency_of(country: str) -> str:
    """What amounts are in there, two letters of ISO 3166; "" where it is not known."""
    return _OF_COUNTRY.get(country, "")


def _plain(text: str, currency: str) -> str:
    """In ASCII digits, without blanks around it and without the currency before or after it."""
    typed = "".join(_ascii(letter) for letter in text).strip()
    for sign in filter(None, (currency.strip(), "£", "€", "$")):
        if typed.casefold().startswith(sign.casefold()):
            return typed[len(sign) :].strip()
        if typed.casefold().endswith(sign.casefold()):
            return typed[: -len(sign)].strip()
    return typed


def _ascii(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter in "’‘":
        return "'"
    return " " if letter.isspace() else {"٫": ".", "٬": ","}.get(letter, letter)


def _in_range(whole: str, hundredths: str) -> int | None:
    amount = int(whole) * 100 + int((hundredths + "00")[:2])
    return amount if amount <= LARGEST else None
