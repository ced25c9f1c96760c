import re

_CODES = {
    "english": "en", "eng": "en", "英文": "en", "英語": "en",
    "german": "de", "deutsch": "de", "ger": "de", "deu": "de",
    "french": "fr", "français": "fr", "fre": "fr", "fra": "fr",
    "spanish": "es", "español": "es", "spa": "es",
    "portuguese": "pt", "português": "pt", "por": "pt",
    "italian": "it", "italiano": "it", "ita": "it",
    "dutch": "nl", "nederlands": "nl", "dut": "nl", "nld": "nl",
    "japanese": "ja", "日本語": "ja", "jpn": "ja", "jp": "ja",
    "chinese": "zh", "中文": "zh", "漢語": "zh", "华语": "zh", "chi": "zh", "zho": "zh", "mandarin": "zh",
    "korean": "ko", "한국어": "ko", "kor": "ko",
    "russian": "ru", "русский": "ru", "rus": "ru",
    "polish": "pl", "polski": "pl", "pol": "pl",
    "czech": "cs", "čeština": "cs", "cze": "cs", "ces": "cs",
    "slovak": "sk", "slo": "sk", "slk": "sk",
    "hungarian": "hu", "hun": "hu", "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da",
    "norwegian": "no", "nor": "no", "finnish": "fi", "fin": "fi", "greek": "el", "gre": "el", "ell": "el",
    "turkish": "tr", "tur": "tr", "hebrew": "he", "heb": "he", "arabic": "ar", "ara": "ar",
    "ukrainian": "uk", "ukr": "uk", "romanian": "ro", "ron": "ro", "rum": "ro", "catalan": "ca", "cat": "ca",
    "farsi": "fa", "persian": "fa", "per": "fa", "fas": "fa", "hindi": "hi", "hin": "hi",
    "indonesian": "id", "ind": "id", "thai": "th", "tha": "th", "vietnamese": "vi", "vie": "vi",
    "belarusian": "be", "bel": "be", "bulgarian": "bg", "bul": "bg", "croatian": "hr", "hrv": "hr",
    "lithuanian": "lt", "lit": "lt", "slovenian": "sl", "slv": "sl", "serbian": "sr", "srp": "sr",
}  # fmt: skip
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z]{2,4})?")


def language_code(value: str) -> str | None:
    """Return the ISO 639-1 code of a name or code ("zh-tw", "eng", "Deutsch"); of several, the first."""
    first = re.split(r"[,;/|]| and | & ", value.strip().lower())[0].strip()
    if first in _CODES:
        return _CODES[first]
    match = _CODE.fullmatch(first)
    return match.group(1) if match else None
