import type { Block, Reply } from '../reply.ts';
import { WORDING } from '../wording.ts';
import { RECKON_WORDING as WORDS } from './reckon-wording.ts';
import type { Finding, Reckoning } from './reckoning.ts';

/** A reckoning for people: the result, the rule, the working, the articles; what is missing; what was assumed in small print. */
export function presentReckoning({ finding, ask }: Reckoning): Reply {
  const asked = ask === null ? [] : [paragraph(ask.question)];
  const blocks = finding === null ? asked : [...presentFinding(finding), ...asked, ...presentNotes(finding)];
  return { blocks, rateable: false };
}

/** What can be reckoned, with an example of each to be tapped (/算). */
export function presentReckonings(): Reply {
  return { blocks: [{ kind: 'questions', heading: WORDS.canReckon, questions: WORDS.examples }], rateable: false };
}

function presentFinding({ result, rule, working, basis }: Finding): Block[] {
  const articles = basis.map(({ law, articles: numbers }) => `《${law}》${numbers.join('、')}`).join('，');
  const steps = working.map((step, index) => `${index + 1}. ${step}`).join('\n');
  const parts = [result.join('\n'), rule, steps === '' ? '' : `${WORDS.working}\n${steps}`, `${WORDING.sources}：${articles}`];
  return parts.filter((part) => part !== '').map(paragraph);
}

function presentNotes({ notes }: Finding): Block[] {
  const watch = notes.map((note) => `· ${note}`).join('\n');
  const small = watch === '' ? [] : [{ kind: 'small' as const, text: watch }];
  return [...small, { kind: 'small', text: WORDING.disclaimer(null) }];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
