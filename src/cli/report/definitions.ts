import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { words } from './text.ts';

/** What each figure is, by the key of its column. docs/supervisors/reports.md says the same, and a test holds it to that. */
export const DEFINITIONS: Readonly<Record<string, Wording>> = {
  'calls.in': words('calls that arrived in the period', '期间内到达的来电'),
  'calls.out': words(
    'calls that the engine placed to keep a promise; each attempt counts',
    '为兑现承诺而拨出的电话，每次尝试各计一次',
  ),
  'calls.open': words(
    'of both, the calls that had not ended when the report was made',
    '生成报表时尚未结束的通话（含呼入和回电）',
  ),
  'answered.personInTime': words(
    "incoming calls that a person answered within the rings of the call's standard [answer.rings]",
    '人工在标准规定的响铃次数内接听的来电 [answer.rings]',
  ),
  'answered.engineInTime': words(
    'incoming calls that no agent answered and the engine answered within the rings, with the greeting',
    '无人接听、由系统在规定响铃次数内以问候语接听的来电',
  ),
  'answered.late': words(
    'incoming calls that were answered after more rings, by what the caller heard',
    '以客户实际听到的响铃计，超过规定次数才接听的来电',
  ),
  'answered.noLimit': words(
    'answered incoming calls whose standard sets no number of rings',
    '标准未规定响铃次数的已接来电',
  ),
  'answered.unanswered': words('incoming calls that ended while they rang', '振铃中即结束的来电'),
  'serviceLevel.share': words(
    'share of incoming calls that a person answered within the seconds of --service-level; abandoned calls count as not answered; calls that still wait do not count, nor callers who heard that the line is closed or hung up during an outage notice',
    '在 --service-level 秒数内由人工接听的来电占比；放弃的来电计为未达标；仍在等待的不计，听到非工作时间提示或在故障公告中挂机的也不计',
  ),
  'speed.calls': words(
    'incoming calls that a person answered, at once or from the queue',
    '由人工接听的来电（含排队后接听）',
  ),
  'speed.averageSeconds': words(
    'from the arrival until a person answers, of the calls that a person answered',
    '人工接听的来电从到达到人工应答的平均时间',
  ),
  'speed.longestSeconds': words('the longest of these', '其中最长的一次'),
  'abandoned.calls': words(
    'incoming calls whose caller hung up before a person answered, during ringing or in the queue; a broken line does not count',
    '振铃或排队中无人接待时来电人挂机的来电；线路中断不计',
  ),
  'abandoned.share': words('share of abandoned calls in incoming calls', '放弃数占呼入数'),
  'refused.calls': words(
    'incoming calls for which there was no room (`callers:`): refused, or told so and offered a callback',
    '线路已满（`callers:`）而被拒接，或听到提示并可留号回电的来电',
  ),
  'waiting.holds': words('how often an agent put a caller on hold', '坐席保持客户的次数'),
  'waiting.longestGapSeconds': words(
    'longest time between two reassurances, in the queue or on hold [hold.reminder]',
    '排队或保持中两次安抚之间的最长间隔 [hold.reminder]',
  ),
  'waiting.limitBreaches': words(
    'how often the engine offered the callback after the limit of a wait, or could not offer it [hold.limit]',
    '等待到限时未能按时提供回电的次数 [hold.limit]',
  ),
  handedOver: words(
    'how often an agent transferred a caller to a colleague, a supervisor or the complaints desk [people.complaint, people.supervisor, language.caller]',
    '坐席将来电人转交同事、主管或投诉专席的次数 [people.complaint, people.supervisor, language.caller]',
  ),
  'outages.heard': words(
    'callers who heard the beginning of an outage notice [outage.notice]',
    '听到故障公告的来电 [outage.notice]',
  ),
  'outages.hungUp': words(
    'of these, callers who hung up during it or within 10 s of its end; the others went on to an agent',
    '其中在公告播放时或结束后 10 秒内挂机的；其余继续转接坐席',
  ),
  'promises.made': words(
    'callbacks promised in calls of the period; a second request for the same number and line joins the first',
    '期间内通话中承诺的回电；同一号码同一线路的再次请求并入前一个',
  ),
  'promises.kept': words(
    'settled, with news by each deadline [callback.interim]',
    '已办结，且每次均在期限内回复 [callback.interim]',
  ),
  'promises.late': words('settled, but the customer had to wait past a deadline', '已办结，但曾超过回复期限'),
  'promises.open': words('not settled when the report was made', '生成报表时尚未办结'),
  'promises.overdue': words('open ones past their deadline', '未办结中已超过期限的'),
  'promises.failed': words(
    'ended without the customer: not reached, not allowed, or cancelled by an operator',
    '未能联系到客户、不允许拨打或由操作员取消而终止',
  ),
  'hungUpFirst.caller': words('the caller, or the customer of a callback', '来电人（或接到回电的客户）'),
  'hungUpFirst.agent': words('the agent [close.caller.first]', '坐席 [close.caller.first]'),
  'hungUpFirst.engine': words(
    'the engine, after the goodbye and a pause, or at the end of a script [hear.silent]; the caller has not given up',
    '系统（结束语及适当静默之后，或话术播完之后 [hear.silent]）；不计为放弃',
  ),
  'hungUpFirst.network': words('nobody: the line broke off', '无人挂机，线路中断'),
  interruptions: words(
    'how often an agent began to talk while the caller talked, and both talked for at least half a second [hear.interrupt]; empty if not measured',
    '来电人说话中途坐席插话、且双方同时说话达半秒以上的次数 [hear.interrupt]；未作测量则为空',
  ),
  'surveys.calls': words(
    'calls that the caller rated; empty if nobody was asked',
    '来电人作出评价的通话；未请来电人评价则为空',
  ),
  'surveys.attitude': words('mean mark for attitude, 1 to 5', '态度平均分，1 至 5'),
  'surveys.accuracy': words('mean mark for accuracy, 1 to 5', '准确性平均分，1 至 5'),
  'followUps.answered': words(
    'customers who said by key, some days after a solution, whether it satisfied them [callback.follow_up]',
    '问题解决若干天后，按键回答是否满意的客户 [callback.follow_up]',
  ),
  'followUps.satisfied': words(
    'share of them whom it satisfied; empty if nobody answered',
    '其中满意的占比；无人回答则为空',
  ),
  'recordings.made': words(
    'recorded conversations, one for each agent in a call',
    '已录音的对话，通话中每位坐席各计一次',
  ),
  'recordings.scored': words(
    'calls that a supervisor listened to and scored [quality.check]',
    '已由人听录音并评分的通话 [quality.check]',
  ),
};
