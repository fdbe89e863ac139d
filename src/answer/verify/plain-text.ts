/** Text with full-width letters and digits made plain (NFKC) and without white space, as all checks read it. */
export function plainText(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

/** The parts of a text between commas, stops and semicolons, in order. */
export function clausesOf(text: string): string[] {
  return text.split(/[,，。；;：:！!？?\n]+/).filter((clause) => clause !== '');
}

const ARTICLES = /第[零〇一二两三四五六七八九十百千\d、和]+条(?:之[一二三四五六七八九十]+)?(?:的?规定[，,])?/g;
const LAWS = /《[^》]+》|[（(][^）)]{0,20}第[^）)]*条[^）)]*[）)]|^(?:按照|根据|依据|依照)[^，,]{2,20}[，,]/g;

/** A sentence without the numbers of articles, which say where it stands and not what it says. */
export function withoutArticles(text: string): string {
  return text.replace(ARTICLES, ' ');
}

/** A sentence without the names of laws and articles. */
export function withoutReferences(text: string): string {
  return withoutArticles(text.replace(LAWS, ' '));
}
