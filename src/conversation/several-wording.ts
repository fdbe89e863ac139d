/** Fixed sentences of an answer to several asks at once. */
export const SEVERAL_WORDING = {
  lead: (count: number, all: boolean) => (all ? `您问了 ${count} 件事，一件一件说：` : `您问了 ${count} 件事，先说这几件：`),
  ask: (asks: readonly string[]) => `问：${asks.map((ask) => `${ask.replaceAll(',', '，')}？`).join('')}`,
  open: (asks: readonly string[]) => `您还问了：${asks.join('；')}。点一下，我接着说：`,
  unanswered: (asks: readonly string[]) =>
    `还有没答上的：${asks.join('；')}。我手头没有可靠的依据，不敢乱说；换个说法单独问我，或者打 12348 问问。`,
  guides: '要办的事，点开看怎么办：',
} as const;
