import type { Citation, NearMiss, Notice, Outcome, Unfinished } from '../answer/outcome.ts';
import { CASE_WORDING } from './case/case-wording.ts';
import { presentAnswer } from './present-answer.ts';
import { MAX_QUESTION_LENGTH } from './question-length.ts';
import type { Block, Reply } from './reply.ts';
import { inTraditional } from './traditional.ts';
import type { Turn } from './turn-store.ts';
import { WORDING } from './wording.ts';

/** The reply to a turn: the same content for every channel, with the way to a person where one is offered. */
export function presentTurn(turn: Turn): Reply {
  const reply = presentPlainly(turn);
  return turn.script === 'traditional' ? inTraditional(reply) : reply;
}

function presentPlainly({ id, outcome, help, screen }: Turn): Reply {
  if (outcome.kind === 'conversed') return outcome.reply;
  const reply = withScreen(presentOutcome(outcome), screen);
  if (help === null) return reply;
  const inDanger = 'notices' in outcome && outcome.notices.some(({ kind }) => kind === 'urgent');
  const label = inDanger ? WORDING.crisisHelp : help === 'firm' ? CASE_WORDING.helpFirm : CASE_WORDING.helpLawyers;
  return { ...reply, blocks: [...reply.blocks, { kind: 'choices', choices: [{ label, command: `转人工 ${id}` }] }] };
}

/** An answer while a model writes it: what is verified so far, what it rests on, and that it is a model's and not done. */
export function presentUnfinished({ notices, point }: Unfinished, { screen, script }: Pick<Turn, 'screen' | 'script'>): Reply {
  const sources = new Set(point.flatMap(({ source, alsoFrom = [] }) => [source, ...alsoFrom]));
  const blocks: Block[] = [
    ...notices.map(presentNotice),
    { kind: 'point', statements: point },
    { kind: 'small', text: WORDING.restsOn([...sources].join('、')) },
    { kind: 'small', text: WORDING.writing },
  ];
  const reply = withScreen({ blocks, rateable: false }, screen);
  return script === 'traditional' ? inTraditional(reply) : reply;
}

/** What has to be said because of what the message was besides a question. */
function withScreen(reply: Reply, screen: Turn['screen']): Reply {
  const before = screen === 'illegal-help' ? WORDING.illegalHelp : screen === 'legal-advice-demand' ? WORDING.guarantee : null;
  const after = screen === 'pii' ? WORDING.masked : null;
  const blocks = [...(before === null ? [] : [paragraph(before)]), ...reply.blocks, ...(after === null ? [] : [paragraph(after)])];
  return { ...reply, blocks };
}

/** The reply to a question's outcome. */
export function presentOutcome(outcome: Outcome): Reply {
  switch (outcome.kind) {
    case 'answered':
      return { blocks: [...outcome.notices.map(presentNotice), ...presentAnswer(outcome.answer)], rateable: true };
    case 'declined':
      return { blocks: [...outcome.notices.map(presentNotice), ...presentDecline(outcome)], rateable: false };
    case 'needs-detail':
      return { blocks: [paragraph(outcome.why === 'empty' ? WORDING.empty : WORDING.tooLong(MAX_QUESTION_LENGTH))], rateable: false };
    case 'failed':
      return { blocks: [paragraph(WORDING.failed)], rateable: false };
  }
}

/** What the bot says of itself: to /start, /help and an empty page. */
export function presentHelp(): Reply {
  const questions: Block = { kind: 'questions', heading: WORDING.tryAsking, questions: WORDING.examples };
  return {
    blocks: [paragraph(WORDING.greeting), questions, paragraph(WORDING.coverage), { kind: 'small', text: WORDING.disclaimer(null) }],
    rateable: false,
  };
}

/** An article in full: 要旨 and, where staff imported it, 原文. */
export function presentCitation({ label, title, digest, official }: Citation): Reply {
  const own = digest === null ? [] : [paragraph(`${WORDING.digestLabel}：${digest}`)];
  const statute: Block[] =
    official === null
      ? [{ kind: 'small', text: WORDING.officialMissing }]
      : [paragraph(WORDING.officialLabel), { kind: 'quote', text: official }];
  return { blocks: [paragraph(`${label} ${title}`.trim()), ...own, ...statute], rateable: false };
}

function presentDecline(outcome: Outcome & { kind: 'declined' }): Block[] {
  const named = outcome.notices.flatMap((notice) => (notice.kind === 'urgent' ? notice.desks.map((desk) => desk.name) : []));
  const desks = outcome.desks
    .filter((desk) => !named.includes(desk.name))
    .map((desk) => paragraph(`· ${WORDING.desk(desk.name, desk.handles)}`));
  const said = outcome.notices.some((notice) => notice.kind !== 'repealed');
  if (named.length > 0) return desks;
  if (outcome.near) return [...presentNear(outcome.near), paragraph(WORDING.whoKnows), ...desks];
  if (outcome.why === 'no-source') return [...(said ? [] : [paragraph(WORDING.noSource)]), ...desks, paragraph(WORDING.coverage)];
  return [
    paragraph(WORDING.outOfScope),
    paragraph(WORDING.coverage),
    { kind: 'questions', heading: WORDING.tryAsking, questions: WORDING.examples },
  ];
}

/** What was found and what was not; the near entry is named, to be opened, and not told as an answer. */
function presentNear(near: NearMiss): Block[] {
  if (near.kind === 'article')
    return [paragraph(WORDING.nearArticle(near.citation.title)), { kind: 'sources', heading: WORDING.nearest, citations: [near.citation] }];
  const choice = { label: near.title, command: `办事指南 ${near.title}` };
  return [paragraph(WORDING.nearGuide(near.title)), { kind: 'choices', choices: [choice] }];
}

/** What has to be said before an answer, a refusal or a step. */
export function presentNotice(notice: Notice): Block {
  switch (notice.kind) {
    case 'urgent':
      return paragraph(WORDING.urgent(notice.desks.map((desk) => WORDING.desk(desk.name, desk.handles))));
    case 'repealed':
      if (notice.asked === null) return paragraph(WORDING.repealed(notice.law, notice.on, notice.successor));
      return paragraph(
        notice.today.length > 0
          ? WORDING.repealedArticle(notice.law, notice.asked, notice.on, notice.today.join('、'))
          : WORDING.repealedArticleUnknown(notice.law, notice.asked, notice.on, notice.successor),
      );
    case 'no-such-article':
      return paragraph(WORDING.noSuchArticle(notice.label, notice.law, notice.last));
    case 'not-covered':
      return paragraph(WORDING.notCovered(notice.label));
    case 'side-unknown':
      return paragraph(WORDING.sideUnknown(WORDING.sides[notice.side].label));
  }
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
