import type { MenuKind } from '../../conversation/reply.ts';
import { WORDING } from '../../conversation/wording.ts';

interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

const { menu } = WORDING;
const ASKING: readonly MenuCommand[] = [
  { command: 'help', description: menu.help },
  { command: 'calc', description: menu.calc },
  { command: 'case', description: menu.case },
  { command: 'cases', description: menu.cases },
];
const ABOUT_ME: readonly MenuCommand[] = [
  { command: 'me', description: menu.me },
  { command: 'lang', description: menu.lang },
];

/** The commands that Telegram's menu offers each kind of person. */
export const COMMAND_MENUS: Readonly<Record<MenuKind, readonly MenuCommand[]>> = {
  resident: [...ASKING, { command: 'bind', description: menu.bind }, ...ABOUT_ME],
  enterprise: [...ASKING, ...ABOUT_ME],
  lawyer: [
    { command: 'cases', description: menu.desk },
    { command: 'help', description: menu.help },
    { command: 'deskchat', description: menu.deskchat },
    ...ABOUT_ME,
  ],
  staff: [
    { command: 'cases', description: menu.desk },
    { command: 'undelivered', description: menu.undelivered },
    { command: 'help', description: menu.help },
    ...ABOUT_ME,
  ],
};

/** What a group's menu offers. */
export const GROUP_MENU: readonly MenuCommand[] = [
  { command: 'cases', description: menu.desk },
  { command: 'deskchat', description: menu.deskchat },
];
