import type { LanguageModel } from '../../../src/answer/language-model.ts';
import type { ChannelDriver, ShownMessage } from '../channel-driver.ts';
import { DingTalkStage, dingtalkPerson, linksOf, wordsOf } from './dingtalk-stage.ts';

const ME = 'me';
const NEIGHBOUR = 'neighbour';
const DOWN = 1_000_000;

/** DingTalk by its Stream with a template of cards, against its fake. */
export async function driveDingTalk(model?: LanguageModel): Promise<ChannelDriver> {
  const stage = await DingTalkStage.open({ cardTemplate: 'template', answerTemplate: 'answer' }, model);
  const { service, dingtalk } = stage;
  dingtalk.hire(ME);
  const heard: string[] = [];
  /** Messages and cards as they were first seen: the fake keeps them apart. */
  const order = new Set<string>();
  const done = async (deed: () => string) => {
    heard.push(deed());
    await stage.quiet();
  };
  const cards = () =>
    dingtalk.cards.inChat(ME).map(({ outTrackId, params }) => ({
      outTrackId,
      text: params.content ?? '',
      choices: JSON.parse(params.buttons ?? '[]') as { text: string; params: { command: string } }[],
    }));
  const said = () => dingtalk.toldPerson(ME).map(wordsOf);
  const press = (label: string) => {
    const card = cards().findLast(({ choices }) => choices.some(({ text }) => text === label));
    const text = said().findLast((words) => linksOf(words).has(label));
    const params = card?.choices.find((choice) => choice.text === label)?.params;
    if (text === undefined && card !== undefined) return done(() => dingtalk.press(card.outTrackId, ME, 'button', params));
    return done(() => dingtalk.say(ME, linksOf(text ?? '').get(label) ?? ''));
  };
  return {
    service,
    me: dingtalkPerson(ME),
    say: (text) => done(() => dingtalk.say(ME, text)),
    press,
    shown: async () => {
      await stage.quiet();
      const now = new Map<string, ShownMessage>();
      for (const [index, text] of said().entries())
        now.set(`said ${index}`, { text: readMarkdown(text), buttons: [...linksOf(text).keys()] });
      for (const { outTrackId, text, choices } of cards()) now.set(outTrackId, { text, buttons: choices.map((choice) => choice.text) });
      for (const key of now.keys()) order.add(key);
      return [...order].flatMap((key) => now.get(key) ?? []);
    },
    seen: () =>
      [...dingtalk.cards.seen.filter(({ spaceId }) => spaceId === ME).map(({ params }) => params.content ?? ''), ...said()].map(
        readMarkdown,
      ),
    files: async () =>
      dingtalk.toldPerson(ME).flatMap(({ kind, content }) => {
        const file = dingtalk.uploaded(String(content[kind === 'sampleFile' ? 'mediaId' : 'photoURL']));
        return file === null ? [] : [{ name: file.name, bytes: file.bytes }];
      }),
    sendFile: (name, bytes) =>
      done(() => (name.endsWith('.png') ? dingtalk.sendPicture(ME, bytes) : dingtalk.sendFile(ME, { name, bytes }))),
    speak: (words) => done(() => dingtalk.sendAudio(ME, Buffer.from('amr'), words)),
    again: async () => {
      dingtalk.gateway.repeat(heard.at(-2) ?? '');
      await stage.quiet();
    },
    platform: {
      busy: () => dingtalk.fail(1, { status: 429, retryAfterSeconds: 1 }, '/robot/'),
      calm: () => {},
      down: () => {
        dingtalk.fail(DOWN, { status: 503 });
        for (const socket of dingtalk.gateway.open) socket.destroy();
      },
      up: () => dingtalk.faults.clear(),
      leave: async () => {
        dingtalk.sends.staff.delete(ME);
        await service.db.deleteFrom('dingtalk_session').execute();
      },
      neighbourAsks: (text) => void dingtalk.say(NEIGHBOUR, text),
      neighbourWasTold: () => dingtalk.toldPerson(NEIGHBOUR).map(wordsOf),
      sayUnheard: (text) => void heard.push(dingtalk.say(ME, text)),
      settle: () => stage.quiet(),
    },
    close: () => stage.close(),
  };
}

/** Markdown as it is seen: without links' addresses, quotes' marks and the strokes before what is no markup. */
function readMarkdown(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\(dtmd:[^)]*\)/g, '$1')
    .replace(/^> /gm, '')
    .replace(/\\(.)/g, '$1');
}
