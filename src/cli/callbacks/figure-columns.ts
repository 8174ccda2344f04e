import type { CallbackFigures } from '../../core/reports/callbacks/figures.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { column, type Section } from '../report/columns.ts';
import { words } from '../report/words.ts';

const of = column<CallbackFigures>;

/** The figures of callbacks, as every format shows them; docs/supervisors/reports.md says what each is. */
export const CALLBACK_SECTIONS: readonly Section<CallbackFigures>[] = [
  {
    key: 'kept',
    label: words('Promised and kept', '承诺与兑现'),
    columns: [
      of('promised', words('promised', '已承诺'), 'count', (f) => f.promised),
      of('keptInTime', words('kept in time', '按时兑现'), 'count', (f) => f.keptInTime),
      of('late', words('late', '迟兑现'), 'count', (f) => f.late),
      of('keptShare', words('kept share', '按时兑现率'), 'share', (f) => f.keptShare),
    ],
  },
  {
    key: 'open',
    label: words('Open', '未办结'),
    columns: [
      of('open', words('open', '未办结'), 'count', (f) => f.open),
      of('overdue', words('overdue', '已逾期'), 'count', (f) => f.overdue),
      of('atRisk', words('at risk', '将逾期'), 'count', (f) => f.atRisk),
      of('blocked', words('held back', '待人工审核'), 'count', (f) => f.blocked),
      of('oldestOpenSeconds', words('oldest', '最久未办结'), 'duration', (f) => f.oldestOpenSeconds),
    ],
  },
  {
    key: 'outcomes',
    label: words('How they ended', '结果'),
    columns: [
      of('outcomes.reached', words('reached', '已联系'), 'count', (f) => f.outcomes.reached),
      of('outcomes.byOperator', words('by operator', '人工办结'), 'count', (f) => f.outcomes.byOperator),
      of('outcomes.notReached', words('not reached', '未联系上'), 'count', (f) => f.outcomes.notReached),
      of(
        'outcomes.refusedByRule',
        words('refused by rule', '规则拒拨'),
        'count',
        (f) => f.outcomes.refusedByRule,
      ),
      of('outcomes.cancelled', words('cancelled', '已取消'), 'count', (f) => f.outcomes.cancelled),
    ],
  },
  {
    key: 'attempts',
    label: words('Attempts', '拨打尝试'),
    columns: [
      of('attempts.made', words('attempts', '尝试次数'), 'count', (f) => f.attempts.made),
      of('attempts.perReached', words('per reached', '每次联系所需'), 'mark', (f) => f.attempts.perReached),
      of('toReached.callbacks', words('talked with', '已通话'), 'count', (f) => f.toReached.callbacks),
      of(
        'toReached.medianSeconds',
        words('median', '中位时长'),
        'duration',
        (f) => f.toReached.medianSeconds,
      ),
      of(
        'toReached.p90Seconds',
        words('9 of 10 within', '九成以内'),
        'duration',
        (f) => f.toReached.p90Seconds,
      ),
      of('toReached.longestSeconds', words('longest', '最长'), 'duration', (f) => f.toReached.longestSeconds),
    ],
  },
];

export const CALLBACK_COLUMNS = CALLBACK_SECTIONS.flatMap(({ columns }) => columns);

type Means = Readonly<Record<string, Wording>>;

/** What each figure is, by its key. */
export const CALLBACK_DEFINITIONS: Means = {
  promised: words(
    'callbacks promised in the period, in a call or without one',
    '期间内承诺的回电，不论是否来自通话',
  ),
  keptInTime: words(
    'settled, with news by each deadline [callback.done]',
    '已办结，且每次均在期限内回复 [callback.done]',
  ),
  late: words('settled, but the customer had to wait past a deadline', '已办结，但曾超过回复期限'),
  keptShare: words(
    'kept in time, of those whose time has come: settled, failed or overdue; not of those that were cancelled',
    '按时兑现数占已到期者（办结、未兑现或逾期；不含已取消）的比例',
  ),
  open: words('not ended when the figures were made', '生成时尚未结束'),
  overdue: words('of the open ones, those past their deadline', '未办结中已超过期限的'),
  atRisk: words(
    'of the open ones, those whose deadline is likely to be missed, as the engine has said [callback.done]',
    '未办结中引擎已预警将逾期的 [callback.done]',
  ),
  blocked: words(
    'of the open ones, those that a rule holds back until an operator lets them go',
    '未结束的回电中，被规则拦截、待人工审核的',
  ),
  oldestOpenSeconds: words(
    'how long the oldest of the open ones has been promised',
    '未办结中最早一条自承诺起的时长',
  ),
  'outcomes.reached': words('settled by talking with the customer', '与客户通话后办结'),
  'outcomes.byOperator': words('settled as an operator has stated it', '由操作员注明办结'),
  'outcomes.notReached': words(
    'given up after the last attempt, or the network knows no such number',
    '最后一次尝试后仍未联系上，或号码不存在',
  ),
  'outcomes.refusedByRule': words(
    'not dialled, for a rule forbids it [callback.purpose]',
    '按规则不得拨打 [callback.purpose]',
  ),
  'outcomes.cancelled': words('cancelled by an operator', '由操作员取消'),
  'attempts.made': words(
    'times that a customer was dialled, or rang in and was talked with',
    '拨打客户的次数（含客户来电并通话）',
  ),
  'attempts.perReached': words(
    'attempts of all, for each customer who was talked with',
    '全部尝试次数除以通话成功的客户数',
  ),
  'toReached.callbacks': words('callbacks in which somebody talked with the customer', '已与客户通话的回电'),
  'toReached.medianSeconds': words(
    'from the promise to the beginning of the attempt in which they talked first: the median',
    '从承诺到首次通话那次尝试开始的时长：中位数',
  ),
  'toReached.p90Seconds': words('nine of ten took no longer', '十次中九次不超过'),
  'toReached.longestSeconds': words('the longest of these', '其中最长的一次'),
};
