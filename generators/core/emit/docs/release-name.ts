/** What a Helm release of a chart is called: as the chart, within what Helm takes for a release (53 characters, action.ValidateReleaseName). */
export const releaseName = (chart: string): string => {
  if (chart.length <= LONGEST) return chart;
  const ending = chart.endsWith(CRDS) ? CRDS : '';
  return `${chart.slice(0, LONGEST - ending.length).replace(/[-.]+$/, '')}${ending}`;
};

const LONGEST = 53;
const CRDS = '-crds';
