"""Korean dates, and the zone with every time: editors sit in several time zones."""

DATE_FORMAT = "Y년 n월 j일"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "Y년 n월 j일 H:i e"
SHORT_DATE_FORMAT = "Y. n. j."
SHORT_DATETIME_FORMAT = "Y. n. j. H:i e"
MONTH_DAY_FORMAT = "n월 j일"
