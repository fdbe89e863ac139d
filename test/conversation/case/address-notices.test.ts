import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TEST_DATABASES } from '../../store/open-stores.ts';
import { FIRMS, newcomer, Stage } from './stage.ts';

const [FIRM] = FIRMS;
const HOUR_MS = 3_600_000;

describe.each(TEST_DATABASES)('what somebody else is told, on $name', ({ open }) => {
  let stage: Stage;
  const lawyer = newcomer();
  beforeAll(async () => {
    stage = await Stage.open(open);
    await stage.member(lawyer, FIRM);
  });
  afterEach(() => expect(stage.failures).toEqual([]));
  afterAll(() => stage.close());

  /** A case of somebody who reads traditional characters. */
  const openCase = async (serial: number) => {
    const requester = newcomer('web');
    const { uscc } = await stage.client(serial, FIRM);
    await stage.representative(requester, uscc);
    await stage.say(requester, '/lang 繁體');
    return { requester, number: await stage.openCase(requester, '人工咨询', '一件事') };
  };

  it('is in the characters its reader chose, but for the words of the other side', async () => {
    const { number } = await openCase(1);
    const [accepted] = (await stage.say(lawyer, `受理 #${number}`)).told;
    expect(accepted?.text).toMatch(/[經認復處師辦]/);
    const [relayed] = (await stage.say(lawyer, `#${number} 请带劳动合同来`)).told;
    expect(relayed?.text).toContain(`#${number} ${FIRM.replace('律师', '律師').replace('务', '務')}說：`);
    expect(relayed?.text).toContain('  │ 请带劳动合同来');
    const [done] = (await stage.say(lawyer, `办结 #${number}`)).told;
    expect(done?.text).toContain(`确认办结 #${number}`);
    expect(done?.text).toMatch(/[經認復處師辦]/);
  });

  it('is in simplified characters for everybody else', async () => {
    const { requester, number } = await openCase(2);
    const [told] = (await stage.say(requester, `#${number} 請問怎麼辦`)).told;
    expect(told?.text.split('\n')[0]).toBe(`#${number} 咨询人说：`);
    expect(told?.text).toContain('  │ 請問怎麼辦');
  });

  it('is so too when the clock says it', async () => {
    await stage.say(lawyer, '/lang 繁體');
    await openCase(3);
    stage.now = new Date(stage.now.getTime() + 48 * HOUR_MS);
    const reminders = (await stage.strike()).filter(({ chatId }) => chatId === lawyer.personId);
    expect(reminders.length).toBeGreaterThan(0);
    expect(reminders.at(-1)?.text).toMatch(/[辦還時]/);
  });
});
