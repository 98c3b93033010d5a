/** All charts that are judged, in all the values that they are judged with. */
import { join } from 'node:path';
import { writeCharts } from './charts.ts';
import { type JudgedChart, renderAll } from './judged.ts';
import { CHARTED } from './models.ts';

/** Every chart of every model, written below a folder; a model with its definitions in a chart of their own has two. */
export const renderCharts = async (folder: string): Promise<readonly JudgedChart[]> => {
  const judged: JudgedChart[] = [];
  for (const [index, [title, { model, breadth = 'pairs' }]] of Object.entries(CHARTED).entries()) {
    const charts = await writeCharts(model, join(folder, 'charts', String(index)));
    for (const [name, chart] of charts)
      judged.push(await renderAll(`${title}: ${name}`, `r${judged.length}-`, chart, breadth));
  }
  return judged;
};
