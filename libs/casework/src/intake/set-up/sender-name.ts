/** What providers take as the name of a sender: GSM-7 letters, digits and spaces, and at least one letter. */
const LONGEST = 11;
const WITHOUT_MARK: Readonly<Record<string, string>> = {
  ł: 'l',
  Ł: 'L',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ß: 'ss',
};

/** "Prąd i Światło sp. z o.o." as "Prad i Swia"; null when nothing of a name is left. */
export function senderNameOf(name: string): string | null {
  const plain = name
    .replace(/[łŁøØđĐß]/g, (letter) => WITHOUT_MARK[letter] ?? '')
    .normalize('NFD')
    .replace(/[^A-Za-z0-9 ]/g, '')
    .replace(/ +/g, ' ')
    .trim();
  const short = plain.slice(0, LONGEST).trim();
  return /[A-Za-z]/.test(short) ? short : null;
}
