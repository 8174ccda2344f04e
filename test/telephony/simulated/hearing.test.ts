import { describe, expect, it } from 'vitest';
import { bench, play, talk } from './bench.ts';

describe('who hears whom', () => {
  it('a caller hears ringing until the answer, then nothing, then music with prompts in it', async () => {
    const on = await bench();
    const caller = on.controls.party('13800138000');
    caller.dial('4008001234');
    await on.advance(1000);
    await on.do({ do: 'answer', leg: 'in-1' });
    await on.advance(500);
    await on.do({ do: 'wait', leg: 'in-1' });
    await on.advance(500);
    await on.do(play('p1', 'in-1', 'one', 'two'));
    await on.advance(3000);
    expect(on.heard(caller)).toEqual([
      [0, 1000, 'ringing'],
      [1000, 1500, 'silence'],
      [1500, 2002, 'music'],
      [2002, 3002, 'one'],
      [3002, 4002, 'two'],
      [4002, 5000, 'music'],
    ]);
  });

  it('to wait twice ends the music, to leave in between brings it back', async () => {
    const on = await talk();
    await on.do({ do: 'wait', leg: 'in-1' });
    await on.advance(1000);
    await on.do({ do: 'wait', leg: 'in-1' });
    await on.advance(1000);
    await on.do({ do: 'leave', leg: 'in-1' }, { do: 'wait', leg: 'in-1' });
    await on.advance(1000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 3000, 'music'],
      [3000, 4000, 'silence'],
      [4000, 5000, 'music'],
    ]);
  });

  it('two in a bridge hear each other, and the phone that rang has heard it ring', async () => {
    const on = await talk();
    await on.advance(1000);
    expect(on.heard(on.caller)).toEqual([
      [0, 2000, 'ringing'],
      [2000, 3000, '<8001>'],
    ]);
    expect(on.heard('a')).toEqual([
      [100, 103, 'silence'],
      [103, 1103, 'ringing'],
      [1103, 2000, 'silence'],
      [2000, 3000, '<13800138000>'],
    ]);
  });

  it('a prompt to one in a bridge cuts that one off from the other', async () => {
    const on = await talk();
    await on.do(play('p1', 'in-1', 'one'));
    await on.advance(2000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 2002, '<8001>'],
      [2002, 3002, 'one'],
      [3002, 4000, '<8001>'],
    ]);
    expect(on.heard('a').slice(3)).toEqual([
      [2000, 2002, '<13800138000>'],
      [2002, 3002, 'silence'],
      [3002, 4000, '<13800138000>'],
    ]);
  });

  it('a prompt to the bridge is heard by both, while they go on hearing each other', async () => {
    const on = await talk();
    await on.do({ do: 'play', playback: 'p1', on: { bridge: 'b' }, prompts: ['thanks'], language: 'zh' });
    await on.advance(2000);
    const both = [
      [2000, 4000, '<8001>'],
      [2002, 3002, 'thanks'],
    ];
    expect(on.heard(on.caller).slice(1)).toEqual(both);
    expect(on.heard('a').slice(3)).toEqual([[2000, 4000, '<13800138000>'], both[1]]);
  });

  it('the caller stays in silence when the agent has hung up, and hears prompts', async () => {
    const on = await talk();
    await on.advance(1000);
    on.agent.hangUp();
    await on.advance(1000);
    await on.do(play('p1', 'in-1', 'goodbye'));
    await on.advance(2000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 3000, '<8001>'],
      [3000, 4002, 'silence'],
      [4002, 5002, 'goodbye'],
      [5002, 6000, 'silence'],
    ]);
  });

  it('ends with the bridge', async () => {
    const on = await talk();
    await on.advance(1000);
    await on.do({ do: 'endBridge', bridge: 'b' });
    await on.advance(1000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 3000, '<8001>'],
      [3000, 4000, 'silence'],
    ]);
  });
});

describe('hold by the phone', () => {
  it('gives the other music, into which prompts can be played, and the holder nothing', async () => {
    const on = await talk();
    on.agent.hold();
    await on.advance(1000);
    await on.do(play('p1', 'in-1', 'announce'));
    await on.advance(2000);
    on.agent.resume();
    await on.advance(1000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 3002, 'music'],
      [3002, 4002, 'announce'],
      [4002, 5000, 'music'],
      [5000, 6000, '<8001>'],
    ]);
    expect(on.heard('a').slice(3)).toEqual([
      [2000, 5000, 'silence'],
      [5000, 6000, '<13800138000>'],
    ]);
  });

  it('neither hears the other after a resume in mid-prompt until the prompt is stopped', async () => {
    const on = await talk();
    on.agent.hold();
    await on.do(play('p1', 'in-1', 'reminder'));
    await on.advance(500);
    on.agent.resume();
    await on.advance(200);
    await on.do({ do: 'stopPlay', playback: 'p1' });
    await on.advance(295);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 2002, 'music'],
      [2002, 2705, 'reminder (cut)'],
      [2705, 2995, '<8001>'],
    ]);
    expect(on.heard('a').slice(3)).toEqual([
      [2000, 2705, 'silence'],
      [2705, 2995, '<13800138000>'],
    ]);
  });

  it('a prompt to the bridge leaves the caller in silence afterwards, until the resume', async () => {
    const on = await talk();
    on.agent.hold();
    await on.do({ do: 'play', playback: 'p1', on: { bridge: 'b' }, prompts: ['thanks'], language: 'zh' });
    await on.advance(2000);
    await on.do(play('p2', 'in-1', 'reminder'));
    await on.advance(2000);
    on.agent.resume();
    on.agent.hold();
    await on.advance(1000);
    expect(on.heard(on.caller).slice(1)).toEqual([
      [2000, 2002, 'music'],
      [2002, 3002, 'thanks'],
      [3002, 4002, 'silence'],
      [4002, 5002, 'reminder'],
      [5002, 6000, 'silence'],
      [6000, 7000, 'music'],
    ]);
  });

  it('that begins while a prompt is played to the bridge has no music either', async () => {
    const on = await talk();
    await on.do({ do: 'play', playback: 'p1', on: { bridge: 'b' }, prompts: ['thanks'], language: 'zh' });
    await on.advance(500);
    on.agent.hold();
    await on.do({ do: 'stopPlay', playback: 'p1' });
    await on.advance(1000);
    expect(on.heard(on.caller).at(-1)).toEqual([2505, 3500, 'silence']);
  });

  it('that was pressed before the two were connected has no music either', async () => {
    const on = await talk();
    await on.do({ do: 'endBridge', bridge: 'b' });
    on.agent.hold();
    await on.do({ do: 'connect', bridge: 'b2', caller: 'in-1', agent: 'a' });
    await on.advance(1000);
    on.agent.resume();
    await on.advance(1000);
    expect(on.heard(on.caller).slice(-2)).toEqual([
      [2000, 3000, 'silence'],
      [3000, 4000, '<8001>'],
    ]);
  });

  it('that was pressed before the other one was in the bridge has no music either', async () => {
    const on = await talk();
    await on.do({ do: 'endBridge', bridge: 'b' });
    let requests = 0;
    on.telephony.onRequest = async (_of, carryOut) => {
      requests += 1;
      // the bridge, the agent, the caller
      if (requests === 3) on.agent.hold();
      carryOut();
    };
    await on.do({ do: 'connect', bridge: 'b2', caller: 'in-1', agent: 'a' });
    await on.advance(1000);
    on.agent.resume();
    await on.advance(1000);
    expect(on.heard(on.caller).slice(-2)).toEqual([
      [2000, 3000, 'silence'],
      [3000, 4000, '<8001>'],
    ]);
  });

  it('is told once, however often it is pressed', async () => {
    const on = await talk();
    on.agent.hold();
    on.agent.hold();
    await on.advance(10);
    expect(on.events.filter(({ event }) => event.type === 'legHeld')).toHaveLength(1);
  });
});
