import { drawPlan } from './plan.ts';
import { simulate } from './simulate.ts';
const [, , seed = '1', count = '1', minutes = '3'] = process.argv;
for (let at = Number(seed); at < Number(seed) + Number(count); at++) {
  const start = process.cpuUsage();
  const plan = drawPlan(at, Number(minutes));
  const report = await simulate(plan);
  const { user, system } = process.cpuUsage(start);
  console.log(at, plan.events.length, report.digest, report.requests, report.writes, JSON.stringify([...report.told]), Math.round((user + system) / 1000), 'ms', report.violation ?? '');
  if (report.violation !== undefined) { console.log(report.trace.join('\n')); break; }
}
