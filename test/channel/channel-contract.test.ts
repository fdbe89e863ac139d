import { channelContract } from './channel-contract.ts';
import { driveDingTalk } from './dingtalk/drive-dingtalk.ts';
import { driveTelegram } from './telegram/drive-telegram.ts';
import { driveTerminal } from './terminal/drive-terminal.ts';
import { driveWeb } from './web/drive-web.ts';

channelContract({
  name: 'Telegram',
  open: driveTelegram,
  longest: 4_096,
  cards: 'change in place',
  typing: 'is shown',
  edits: 'are carried, marked',
  voice: 'is declined',
  files: 'go both ways',
  redelivery: 'happens',
  streaming: 'changes one message',
  sending: 'is a platform’s',
});

channelContract({
  name: 'DingTalk',
  open: driveDingTalk,
  longest: 5_000,
  cards: 'change in place',
  typing: 'is not shown: the answer itself comes',
  edits: 'are said again by #案号',
  voice: 'is heard',
  files: 'go both ways',
  redelivery: 'happens',
  streaming: 'streams one card',
  sending: 'is a platform’s',
});

channelContract({
  name: 'the web chat',
  open: driveWeb,
  longest: null,
  cards: 'are looked at again by 查看',
  typing: 'is shown by the page',
  edits: 'are said again by #案号',
  voice: 'does not exist',
  files: 'go both ways',
  redelivery: 'happens',
  streaming: 'fills in the page',
  sending: 'waits until it is fetched',
});

channelContract({
  name: 'the terminal',
  open: driveTerminal,
  longest: null,
  cards: 'are looked at again by 查看',
  typing: 'is not shown: the answer itself comes',
  edits: 'are said again by #案号',
  voice: 'does not exist',
  files: 'are named, and found in another channel',
  redelivery: 'does not exist',
  streaming: 'prints on',
  sending: 'waits until it is fetched',
});
