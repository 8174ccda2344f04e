import type { Figures } from '../../core/reports/figures.ts';
import type { Wording } from '../../core/standard/catalogue/clause.ts';
import { words } from './text.ts';

/** `duration` is seconds too: so many that a person reads them as hours. */
export type Unit = 'count' | 'seconds' | 'duration' | 'share' | 'mark';

/** One figure, as every format shows it; `DEFINITIONS` says what it is. */
export interface Column<F = Figures> {
  readonly key: string;
  readonly label: Wording;
  readonly unit: Unit;
  /** Null where there is nothing to measure. */
  of(figures: F): number | null;
}

export interface Section<F = Figures> {
  readonly key: string;
  readonly label: Wording;
  readonly columns: readonly Column<F>[];
}

export function column<F = Figures>(
  key: string,
  label: Wording,
  unit: Unit,
  of: (figures: F) => number | null,
): Column<F> {
  return { key, label, unit, of };
}

const CALLS: Section = {
  key: 'calls',
  label: words('Calls', '通话'),
  columns: [
    column('calls.in', words('in', '呼入'), 'count', (f) => f.calls.in),
    column('calls.out', words('out', '回电'), 'count', (f) => f.calls.out),
    column('calls.open', words('in progress', '进行中'), 'count', (f) => f.calls.open),
  ],
};

const ANSWERED: Section = {
  key: 'answered',
  label: words('How calls were answered', '接听情况'),
  columns: [
    column(
      'answered.personInTime',
      words('person in time', '人工按时'),
      'count',
      (f) => f.answered.personInTime,
    ),
    column(
      'answered.engineInTime',
      words('engine in time', '系统按时'),
      'count',
      (f) => f.answered.engineInTime,
    ),
    column('answered.late', words('late', '超时'), 'count', (f) => f.answered.late),
    column('answered.noLimit', words('no limit', '无要求'), 'count', (f) => f.answered.noLimit),
    column('answered.unanswered', words('unanswered', '未接'), 'count', (f) => f.answered.unanswered),
  ],
};

const SPEED: Section = {
  key: 'speed',
  label: words('How soon a person was there', '人工应答'),
  columns: [
    column('serviceLevel.share', words('service level', '服务水平'), 'share', (f) => f.serviceLevel.share),
    column('speed.calls', words('by a person', '人工接听'), 'count', (f) => f.speed.calls),
    column(
      'speed.averageSeconds',
      words('average speed', '平均应答'),
      'seconds',
      (f) => f.speed.averageSeconds,
    ),
    column('speed.longestSeconds', words('longest', '最长应答'), 'seconds', (f) => f.speed.longestSeconds),
    column('abandoned.calls', words('abandoned', '放弃'), 'count', (f) => f.abandoned.calls),
    column('abandoned.share', words('abandon rate', '放弃率'), 'share', (f) => f.abandoned.share),
    column('refused.calls', words('refused', '线路满'), 'count', (f) => f.refused.calls),
  ],
};

const WAITING: Section = {
  key: 'waiting',
  label: words('Waiting and handing over', '等待与转交'),
  columns: [
    column('waiting.holds', words('holds', '保持'), 'count', (f) => f.waiting.holds),
    column(
      'waiting.longestGapSeconds',
      words('longest gap', '最长安抚间隔'),
      'seconds',
      (f) => f.waiting.longestGapSeconds,
    ),
    column('waiting.limitBreaches', words('limit breached', '超限'), 'count', (f) => f.waiting.limitBreaches),
    column('handedOver', words('transferred', '转交'), 'count', (f) => f.handedOver),
  ],
};

const PROMISES: Section = {
  key: 'promises',
  label: words('Promises to call back', '回电承诺'),
  columns: [
    column('promises.made', words('made', '已承诺'), 'count', (f) => f.promises.made),
    column('promises.kept', words('kept', '已兑现'), 'count', (f) => f.promises.kept),
    column('promises.late', words('late', '迟兑现'), 'count', (f) => f.promises.late),
    column('promises.open', words('open', '未办结'), 'count', (f) => f.promises.open),
    column('promises.overdue', words('overdue', '已逾期'), 'count', (f) => f.promises.overdue),
    column('promises.failed', words('failed', '未兑现'), 'count', (f) => f.promises.failed),
  ],
};

const ENDING: Section = {
  key: 'hungUpFirst',
  label: words('Who hung up first', '先挂机方'),
  columns: [
    column('hungUpFirst.caller', words('caller', '来电人'), 'count', (f) => f.hungUpFirst.caller),
    column('hungUpFirst.agent', words('agent', '坐席'), 'count', (f) => f.hungUpFirst.agent),
    column('hungUpFirst.engine', words('engine', '系统'), 'count', (f) => f.hungUpFirst.engine),
    column('hungUpFirst.network', words('network', '线路'), 'count', (f) => f.hungUpFirst.network),
  ],
};

const OUTAGES: Section = {
  key: 'outages',
  label: words('Told of an outage', '故障公告'),
  columns: [
    column('outages.heard', words('heard it', '听到公告'), 'count', (f) => f.outages.heard),
    column('outages.hungUp', words('hung up with it', '听后挂机'), 'count', (f) => f.outages.hungUp),
  ],
};

const QUALITY: Section = {
  key: 'quality',
  label: words('Heard from callers', '来电人感受'),
  columns: [
    column('interruptions', words('interruptions', '打断'), 'count', (f) => f.interruptions),
    column('surveys.calls', words('surveys', '评价'), 'count', (f) => f.surveys?.calls ?? null),
    column('surveys.attitude', words('attitude', '态度'), 'mark', (f) => f.surveys?.attitude ?? null),
    column('surveys.accuracy', words('accuracy', '准确'), 'mark', (f) => f.surveys?.accuracy ?? null),
    column('followUps.answered', words('follow-ups', '解决后回访'), 'count', (f) => f.followUps.answered),
    column('followUps.satisfied', words('satisfied', '满意率'), 'share', (f) => f.followUps.satisfied),
  ],
};

const RECORDINGS: Section = {
  key: 'recordings',
  label: words('Recorded', '录音'),
  columns: [
    column('recordings.made', words('recorded', '已录音'), 'count', (f) => f.recordings.made),
    column('recordings.scored', words('calls scored', '已评分'), 'count', (f) => f.recordings.scored),
  ],
};

/** Every figure, in the order in which they are shown. */
export const SECTIONS: readonly Section[] = [
  CALLS,
  ANSWERED,
  SPEED,
  WAITING,
  OUTAGES,
  PROMISES,
  ENDING,
  QUALITY,
  RECORDINGS,
];
export const COLUMNS: readonly Column[] = SECTIONS.flatMap(({ columns }) => columns);

/** A figure for a person: `1,234`, `9.3 s`, `92.3 %`, `4.6`; a dash where there is none. */
export function shown(value: number | null, unit: Unit): string {
  if (value === null) return '–';
  if (unit === 'count') return value.toLocaleString('en-US');
  if (unit === 'duration') return clockText(value);
  if (unit === 'seconds') return `${value.toFixed(1)} s`;
  return unit === 'share' ? `${(value * 100).toFixed(1)} %` : value.toFixed(1);
}

/** `26:03:09`: hours, minutes, seconds. */
function clockText(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
