import { openFolder } from './test/small-folder.ts';
import { screenMessage } from './src/answer/screen-message.ts';
import { normalizeText } from './src/search/normalize.ts';
const { index } = await openFolder('knowledge');
const T=`我老公家暴我，怎么离婚|老公家暴怎么办|丈夫家暴怎么离婚|家暴怎么取证|老婆打我怎么办|被老公打了|老公打我|老公又打我|老公打人可以离婚吗|他打我|男朋友打我|爸爸打我|妈妈天天打我|继父摸我|老师打我|有人打我|有人跟踪我|他威胁要杀我|要杀我全家|救命|救救我|我想死|不想活了|活着没意思|想自杀|我要跳楼|他要跳楼|吃了安眠药|割腕了|我妈晕倒了|出车祸了|有人受伤了|流血不止|着火了|房子着火了|煤气泄漏|闻到煤气味|被锁在屋里|被关起来了|被绑架了|孩子不见了|孩子走丢了|孩子被拐了|小孩被打|孩子在学校被打|孩子被欺负了|有人入室|有小偷在家|有人砸门|催债的上门打人|被人拿刀砍|老人被打|儿子打我|儿媳打我|前夫骚扰我|家里有人打架|被强奸了|被性侵了|被网友拍裸照威胁|电信诈骗正在转账|触电了|溺水了|掉水里了|被狗咬了流血`.split('|');
const N=`家暴离婚能多分财产吗|家暴的证据有哪些|什么是家暴|家暴怎么取证|人身安全保护令怎么申请|反家庭暴力法第23条|想离婚|怎么离婚|老公出轨怎么离婚|打官司要多少钱|打工受伤怎么赔|交通事故怎么赔|狗咬人谁负责|孩子抚养费多少|被开除了怎么办|工资不发怎么办|火灾赔偿谁负责|自杀保险赔不赔|人死了债怎么还|遗产怎么分|邻居吵架|楼上漏水|烦死了，怎么退货|死亡赔偿金怎么算`.split('|');
for (const [k,L] of [['DANGER',T],['NORMAL',N]] as const) { console.log(k); for (const t of L) { const s=screenMessage(normalizeText(t),index.knowledge.desks,index.sayings); if ((s.kind==='crisis')!==(k==='DANGER')) console.log('  ✗',t,s.kind,JSON.stringify(index.sayings.danger?.(t))?.slice(0,120)); else if (k==='DANGER') console.log('   ',t,s.desks.map(d=>d.phone).join()); } }
