/** Polish. Says things as they are; never threatens, never assumes the reader's gender. */
export const pl = {
  'page.skip': 'Przejdź do treści',
  'page.languages': 'Język strony',
  'page.problem': 'Sprawdź te dane',
  'page.privacy':
    'Ta strona nie używa skryptów ani narzędzi śledzących. Jej pliki cookie przechowują tylko język i potwierdzenie tożsamości. Odnotowujemy otwarcie strony i to, co na niej zrobisz.',
  'page.backToCase': 'Wróć do sprawy',
  'page.backToStart': 'Wróć na początek',

  'landing.title': 'Potwierdź, że to Ty',
  'landing.intro':
    'Czeka na Ciebie wiadomość w pewnej sprawie. Aby chronić Twoje dane, najpierw upewnimy się, że trafiła do właściwej osoby.',
  'landing.expired':
    'Ze względów bezpieczeństwa zakończyliśmy poprzednią wizytę. Potwierdź dane jeszcze raz.',
  'landing.caseRef': 'Numer sprawy',
  'landing.caseRef.hint': 'Jest w naszych wiadomościach i pismach.',
  'landing.oneOf': 'Jedno z dwojga',
  'landing.oneOf.hint': 'Wystarczy kod pocztowy albo data urodzenia.',
  'landing.postcode': 'Kod pocztowy',
  'landing.postcode.hint': 'Na przykład 00-001. Firma może tu wpisać NIP.',
  'landing.birthDate': 'Data urodzenia',
  'landing.birthDate.hint': 'Na przykład 31.12.1980',
  'landing.submit': 'Pokaż moją sprawę',

  'identity.caseRef.missing': 'Wpisz numer sprawy.',
  'identity.oneOf.missing': 'Wpisz kod pocztowy albo datę urodzenia.',
  'identity.birthDate.unreadable': 'Nie rozumiemy tej daty. Wpisz ją na przykład tak: 31.12.1980.',
  'identity.mismatch': 'Te dane nie zgadzają się ze sobą. Sprawdź je i spróbuj ponownie.',
  'identity.throttled.title': 'Za dużo prób',
  'identity.throttled.text':
    'Aby chronić Twoje dane, na pewien czas wstrzymaliśmy sprawdzanie. Nic się nie stało i nic nie przepadło.',
  'identity.throttled.minutes': {
    one: 'Spróbuj ponownie za {n} minutę.',
    few: 'Spróbuj ponownie za {n} minuty.',
    many: 'Spróbuj ponownie za {n} minut.',
    other: 'Spróbuj ponownie za {n} minuty.',
  },
  'identity.throttled.hours': {
    one: 'Spróbuj ponownie za {n} godzinę.',
    few: 'Spróbuj ponownie za {n} godziny.',
    many: 'Spróbuj ponownie za {n} godzin.',
    other: 'Spróbuj ponownie za {n} godziny.',
  },

  'help.title': 'Nie możesz potwierdzić danych?',
  'help.text':
    'Odezwie się do Ciebie pracownik i pomoże. Do tego czasu nie wyślemy automatycznych wiadomości w tej sprawie.',
  'help.submit': 'Poproś o kontakt',
  'help.refused.title': 'Skontaktuj się z nami bezpośrednio',
  'help.refused.text':
    'Z tej strony nie możemy przekazać tej prośby. Zadzwoń lub napisz do firmy, którą podaje wiadomość z linkiem.',
  'help.done.title': 'Odezwie się do Ciebie pracownik',
  'help.done.text':
    'Nie możemy potwierdzić Twojej tożsamości na tej stronie. Przekazaliśmy sprawę pracownikowi, który zadzwoni albo napisze. Nie musisz teraz nic robić.',

  'wrong.title': 'To nie do mnie',
  'wrong.text':
    'Jeśli ta wiadomość trafiła do niewłaściwej osoby, naciśnij przycisk. Usuniemy ten numer lub adres i nie użyjemy go więcej. Nikomu nic nie powiemy.',
  'wrong.submit': 'Usuń mój numer lub adres',
  'wrong.done.title': 'Dziękujemy, usunęliśmy ten kontakt',
  'wrong.done.text': 'Nie użyjemy już tego numeru ani adresu. Przepraszamy za kłopot.',

  'stop.title': 'Nie chcę takich wiadomości',
  'stop.text.rcs':
    'Naciśnij przycisk, a nie wyślemy więcej wiadomości na ten numer: ani na czacie, ani SMS-em. Samej sprawy to nie kończy, możesz do niej wrócić przez ten link.',
  'stop.text.sms':
    'Naciśnij przycisk, a nie wyślemy więcej SMS-ów na ten numer. Samej sprawy to nie kończy, możesz do niej wrócić przez ten link.',
  'stop.text.email':
    'Naciśnij przycisk, a nie wyślemy więcej e-maili na ten adres. Samej sprawy to nie kończy, możesz do niej wrócić przez ten link.',
  'stop.text.other':
    'Naciśnij przycisk, a nie skontaktujemy się więcej tą drogą. Samej sprawy to nie kończy, możesz do niej wrócić przez ten link.',
  'stop.submit.rcs': 'Nie wysyłaj wiadomości',
  'stop.submit.sms': 'Nie wysyłaj SMS-ów',
  'stop.submit.email': 'Nie wysyłaj e-maili',
  'stop.submit.other': 'Nie kontaktuj się tą drogą',
  'stop.done.title': 'Zrobione',
  'stop.done.rcs': 'Nie wyślemy więcej wiadomości na ten numer: ani na czacie, ani SMS-em.',
  'stop.done.sms': 'Nie wyślemy więcej SMS-ów na ten numer.',
  'stop.done.email': 'Nie wyślemy więcej e-maili na ten adres.',
  'stop.done.other': 'Nie skontaktujemy się więcej tą drogą.',
  'stop.done.note': 'Wiadomość, która została już przekazana operatorowi, może jeszcze dotrzeć.',
  'stop.all.legend': 'Co mamy wstrzymać?',
  'stop.all.channel.rcs': 'Wiadomości na ten numer (czat i SMS)',
  'stop.all.channel.sms': 'SMS-y na ten numer',
  'stop.all.channel.email': 'E-maile na ten adres',
  'stop.all.channel.other': 'Kontakt tą drogą',
  'stop.all.cease': 'Wszystkie wiadomości i telefony',
  'stop.all.cease.hint':
    'Nie będziemy się z Tobą kontaktować w żaden sposób. Kwota nadal będzie do zapłaty, a wierzyciel może dochodzić jej inaczej, na przykład w sądzie.',
  'stop.all.submit': 'Wstrzymaj',
  'stop.all.done': 'Nie będziemy się z Tobą więcej kontaktować. Do sprawy możesz wrócić przez ten link.',

  'case.title': 'Sprawa {ref}',
  'case.balance': 'Pozostało do zapłaty',
  'case.dueDate': 'Termin płatności: {date}',
  'case.overdue': {
    one: 'minął {n} dzień temu',
    few: 'minął {n} dni temu',
    many: 'minął {n} dni temu',
    other: 'minął {n} dnia temu',
  },
  'case.dueToday': 'mija dziś',
  'case.dueIn': {
    one: 'za {n} dzień',
    few: 'za {n} dni',
    many: 'za {n} dni',
    other: 'za {n} dnia',
  },
  'case.creditor': 'Wierzyciel',
  'case.for': 'Za co',
  'case.returned': 'Płatność nie została dokończona. Możesz spróbować ponownie w dowolnej chwili.',

  'pay.title': 'Zapłać',
  'pay.amount': 'Ile chcesz zapłacić?',
  'pay.full': 'Całość: {amount}',
  'pay.part': 'Część',
  'pay.partAmount': 'Kwota ({currency})',
  'pay.partAmount.hint': 'Od {minimum} do {balance}, na przykład {example}',
  'pay.submit': 'Przejdź do płatności',
  'pay.transfer': 'Zapłacić można przelewem:',
  'pay.contact': 'Aby zapłacić, skontaktuj się z nami: nasze dane są na końcu tej strony.',
  'pay.note': 'Przeniesiemy Cię na stronę operatora płatności. Kwotę zobaczysz jeszcze raz przed zapłatą.',
  'pay.choose': 'Wybierz, ile chcesz zapłacić.',
  'pay.both': 'Wybrano całość, a wpisano inną kwotę. Wybierz jedno z dwojga.',
  'pay.unreadable': 'Nie rozumiemy tej kwoty. Wpisz ją na przykład tak: {example}.',
  'pay.tooLittle': 'Najmniejsza częściowa wpłata to {minimum}.',
  'pay.tooMuch': 'To więcej, niż pozostało do zapłaty ({balance}).',
  'pay.unreachable.title': 'Płatności internetowe chwilowo nie działają',
  'pay.unreachable.text':
    'Nie pobraliśmy żadnych pieniędzy. Spróbuj za kilka minut albo zrób zwykły przelew.',
  'pay.again': 'Spróbuj ponownie',
  'bank.title': 'Zwykły przelew',
  'bank.recipient': 'Odbiorca',
  'bank.account': 'Numer rachunku',
  'bank.reference': 'Tytuł przelewu',
  'bank.amount': 'Kwota',
  'bank.note': 'Przelew zwykle księgujemy w ciągu jednego lub dwóch dni roboczych.',

  'paid.received.title': 'Dziękujemy, wpłata dotarła',
  'paid.received.text': 'Otrzymaliśmy {amount}.',
  'paid.received.rest': 'Pozostało do zapłaty {balance}.',
  'paid.received.nothing': 'Nie ma już nic do zapłaty.',
  'paid.open.title': 'Czekamy na potwierdzenie wpłaty',
  'paid.open.text':
    'Operator płatności jeszcze nie potwierdził wpłaty {amount}. Zwykle trwa to kilka minut. Nie płać drugi raz.',
  'paid.open.again': 'Sprawdź ponownie',
  'paid.cancelled.title': 'Wpłata nie doszła do skutku',
  'paid.cancelled.text': 'Nie otrzymaliśmy wpłaty {amount}. Możesz spróbować ponownie.',
  'paid.neutral.title': 'Dziękujemy',
  'paid.neutral.text':
    'Jeśli płatność została wykonana, zaksięgujemy ją, gdy tylko operator ją potwierdzi. Aby zobaczyć szczegóły, potwierdź swoje dane.',

  'others.title': 'Inne sprawy, o których piszemy',
  'others.text': 'Ta sama wiadomość dotyczy także tych spraw. Każdą otwiera się i opłaca osobno.',
  'others.open': 'Otwórz sprawę {ref}',

  'invoices.title': 'Faktury',
  'invoices.paid': 'zapłacona',

  'sum.title': 'Z czego składa się ta kwota',
  'sum.principal': 'Należność główna',
  'sum.interest': 'Odsetki',
  'sum.costs': 'Koszty',
  'sum.payment': 'Wpłata z {date}',
  'sum.otherPaid': 'Inne wpłaty i korekty',
  'sum.balance': 'Pozostało do zapłaty',

  'stage.title': 'Co się dzieje w sprawie',
  'stage.pre_due': 'Termin płatności jeszcze nie minął. To tylko przypomnienie.',
  'stage.early': 'Termin płatności minął niedawno. Na tym etapie wysyłamy przypomnienia.',
  'stage.mid': 'Termin płatności minął ponad 30 dni temu. Na tym etapie prosimy o zapłatę albo o kontakt.',
  'stage.late':
    'Termin płatności minął ponad 60 dni temu. Na tym etapie o dalszych krokach może zdecydować pracownik.',
  'stage.pre_legal':
    'Sprawa jest na etapie wezwania do zapłaty. Po upływie podanego w nim terminu o dalszych krokach decyduje pracownik.',
  'stage.legal': 'Sprawa jest na etapie sądowym. O dalszych krokach decyduje pracownik.',
  'stage.enforcement': 'Sprawa jest na etapie egzekucji. O dalszych krokach decyduje pracownik.',
  'stage.sent': 'Dotychczasowe wiadomości i połączenia: {n}',
  'stage.earlier': 'i {n} wcześniej',
  'stage.channel.rcs': 'wiadomość na czacie',
  'stage.channel.sms': 'SMS',
  'stage.channel.email': 'e-mail',
  'stage.channel.voice': 'połączenie telefoniczne',
  'stage.channel.other': 'wiadomość',
  'agreed.promise': 'Zapowiedziana przez Ciebie wpłata: {amount} do {date}.',
  'agreed.plan': 'Obowiązuje plan spłaty w ratach. Najbliższa rata ({number} z {of}): {amount} do {date}.',
  'agreed.stage': 'Mamy ustalenie co do zapłaty. Dopóki obowiązuje, nie prosimy o nic innego.',
  'next.promise':
    'Przed tym dniem wyślemy najwyżej jedno przypomnienie o tej wpłacie, a innych wiadomości nie.',
  'next.instalments':
    'Przed każdą ratą wyślemy jedno przypomnienie, a innych próśb o zapłatę nie, dopóki raty przychodzą na czas.',
  'next.title': 'Co dalej',
  'next.plan.date':
    'Jeśli nic się nie zmieni, najbliższy krok, na przykład kolejna wiadomość, nastąpi nie wcześniej niż {date}.',
  'next.plan': 'Jeśli kwota pozostanie niezapłacona, odezwiemy się ponownie.',
  'next.person':
    'Sprawą zajmuje się pracownik. Dopóki się nią zajmuje, nie wysyłamy o niej automatycznych wiadomości.',
  'next.dispute': 'Wyjaśniamy Twoje zastrzeżenie. Dopóki to trwa, nie wysyłamy przypomnień w tej sprawie.',
  'next.held': 'Wiadomości w tej sprawie są teraz wstrzymane.',
  'next.cease':
    'Zgodnie z Twoją prośbą nie kontaktujemy się z Tobą. Możesz zapłacić albo napisać do nas na tej stronie.',
  'next.nothing': 'Nie planujemy teraz żadnych wiadomości w tej sprawie.',
  'next.paying': 'Po wpłacie całej kwoty sprawa się zakończy, a my nie wyślemy w niej więcej przypomnień.',

  'talk.title': 'Porozmawiaj z człowiekiem',
  'talk.intro':
    'Masz pytanie albo nie możesz teraz zapłacić? Napisz, a odezwie się pracownik. Do tego czasu nie wyślemy przypomnień w tej sprawie.',
  'talk.message': 'Twoja wiadomość',
  'talk.message.hint': 'Napisz własnymi słowami, w czym możemy pomóc.',
  'talk.when': 'Kiedy najlepiej się odezwać?',
  'talk.when.any': 'O dowolnej porze',
  'talk.when.morning': 'Rano, 8–12',
  'talk.when.afternoon': 'Po południu, 12–16',
  'talk.when.evening': 'Wieczorem, 16–20',
  'talk.submit': 'Wyślij',
  'talk.missing': 'Napisz kilka słów, abyśmy wiedzieli, jak pomóc.',
  'talk.tooLong': 'Wiadomość jest za długa. Zmieści się {limit} znaków.',
  'talk.done.title': 'Wiadomość wysłana',
  'talk.done.text':
    'Pracownik przeczyta ją i odezwie się do Ciebie. Do tego czasu nie wyślemy przypomnień w tej sprawie.',

  'dispute.title': 'Nie zgadzam się z tą należnością',
  'dispute.intro':
    'Napisz, co się nie zgadza. Sprawdzi to pracownik, a do tego czasu nie wyślemy przypomnień w tej sprawie.',
  'dispute.reason': 'Co się nie zgadza?',
  'dispute.submit': 'Zgłoś zastrzeżenie',
  'dispute.missing': 'Napisz, co się nie zgadza.',
  'dispute.done.title': 'Otrzymaliśmy Twoje zastrzeżenie',
  'dispute.done.text':
    'Pracownik sprawdzi je i odpowie. Do tego czasu nie wyślemy przypomnień w tej sprawie.',

  'closed.paid.title': 'Wszystko zapłacone',
  'closed.paid.text': 'Ta sprawa jest zakończona. Dziękujemy, nie musisz nic więcej robić.',
  'closed.other.title': 'Sprawa zakończona',
  'closed.other.text': 'Tej sprawy już nie prowadzimy. Nie musisz nic robić.',
  'person.title': 'Tą sprawą zajmuje się pracownik',
  'person.text':
    'Nie możemy pokazać szczegółów na tej stronie. Jeśli masz pytania, napisz do nas, a odpowie pracownik.',
  'contact.title': 'Kontakt',
  'contact.phone': 'Telefon',
  'contact.email': 'E-mail',
  'contact.website': 'Strona internetowa',
  'more.title': 'Inne możliwości',
  'leave.submit': 'Zakończ wizytę',
  'leave.note': 'Wizyta kończy się sama po 30 minutach bezczynności.',

  'missing.title': 'Ten link nie działa',
  'missing.text':
    'Mógł wygasnąć albo nie skopiował się w całości. Otwórz link z najnowszej wiadomości od nas. Jeśli to nie pomoże, odpowiedz na tę wiadomość albo skontaktuj się z firmą, która ją wysłała.',
  'formExpired.title': 'Ten formularz już nie jest ważny',
  'formExpired.text':
    'Strona była otwarta zbyt długo. Nic nie zostało wysłane. Otwórz ją jeszcze raz i spróbuj ponownie.',
  'broken.title': 'Coś poszło nie tak po naszej stronie',
  'broken.text':
    'Przepraszamy. Spróbuj ponownie za chwilę. Jeśli to się powtórzy, podaj nam ten numer: {incident}.',
};
