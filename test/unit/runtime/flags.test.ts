import { describe, expect, test } from 'vitest';
import { milliseconds } from '../../../runtime/src/duration.ts';
import { parseFlags } from '../../../runtime/src/manager/flags.ts';

const defaults = {
  kubeConfig: {},
  leaderElect: false,
  leaderElection: {},
  sharding: false,
  shards: {},
  metricsBindAddress: ':8080',
  metrics: {},
  healthProbeBindAddress: ':8081',
  namespaces: [],
  preflight: 'warn',
  logLevel: 'info',
  logLevels: {},
  help: false,
};

const CONTROLLERS = ['gadget', 'widget'];

describe('flags', () => {
  test.each<[readonly string[], Record<string, string>, object]>([
    [[], {}, {}],
    [
      ['--leader-elect', '--metrics-bind-address=0', '--health-probe-bind-address', '127.0.0.1:9'],
      {},
      { leaderElect: true, metricsBindAddress: '0', healthProbeBindAddress: '127.0.0.1:9' },
    ],
    [['--leader-elect=false'], {}, {}],
    [['--namespace=a,b'], { WATCH_NAMESPACE: 'c' }, { namespaces: ['a', 'b'] }],
    [[], { WATCH_NAMESPACE: 'c' }, { namespaces: ['c'] }],
    [[], { WATCH_NAMESPACE: '' }, {}],
    [['--log-level', 'debug'], {}, { logLevel: 'debug' }],
    [
      ['--log-level=warn,gadget=debug,widget=error'],
      {},
      { logLevel: 'warn', logLevels: { gadget: 'debug', widget: 'error' } },
    ],
    [['--log-level=gadget=debug'], { LOG_LEVEL: 'error' }, { logLevels: { gadget: 'debug' } }],
    [[], { LOG_LEVEL: 'error,gadget=debug' }, { logLevel: 'error', logLevels: { gadget: 'debug' } }],
    [['--preflight=fail'], {}, { preflight: 'fail' }],
    [
      ['--metrics-secure', '--metrics-cert-path=/certs', '--metrics-cert-name=a', '--metrics-cert-key=b'],
      {},
      { metrics: { secure: true, certPath: '/certs', certName: 'a', keyName: 'b' } },
    ],
    [['--sharding'], {}, { sharding: true }],
    [['--sharding', '--sharding-name=a'], {}, { sharding: true, shards: { name: 'a' } }],
    [['--kubeconfig=/k', '--context', 'east'], {}, { kubeConfig: { path: '/k', context: 'east' } }],
    [['--metrics-secure=false'], {}, { metrics: { secure: false } }],
    [
      [
        '--leader-elect',
        '--leader-elect-resource-name=a',
        '--leader-elect-resource-namespace=b',
        '--leader-elect-lease-duration=1m',
        '--leader-elect-renew-deadline=40s',
        '--leader-elect-retry-period=500ms',
      ],
      {},
      {
        leaderElect: true,
        leaderElection: { name: 'a', namespace: 'b', leaseDuration: 60_000, renewDeadline: 40_000, retryPeriod: 500 },
      },
    ],
  ])('%j with %j', (args, environment, expected) => {
    expect(parseFlags(args, environment, CONTROLLERS)).toEqual({ ...defaults, ...expected });
  });

  test.each<[readonly string[], string]>([
    [['--leader-elekt'], 'Unknown argument "--leader-elekt". Did you mean "--leader-elect"? See --help.'],
    [['start'], 'Unknown argument "start". See --help.'],
    [['--constructor'], 'Unknown argument "--constructor"'],
    [['--namespace'], '--namespace needs a value.'],
    [['--context'], '--context needs a value.'],
    [['--kubeconfig='], '--kubeconfig is empty.'],
    [['--log-level='], '--log-level is empty.'],
    [['--context='], '--context is empty.'],
    [['--namespace=Big'], '"Big" is no name of a namespace.'],
    [['--leader-elect=yes'], '--leader-elect is true or false, not "yes".'],
    [['--metrics-bind-address=99999999'], '--metrics-bind-address: "99999999" is no address.'],
    [['--preflight=no'], '--preflight: "no" is not allowed. Use warn, fail, off.'],
    [['--sharding', '--leader-elect'], 'Give one of them.'],
    [['--metrics-cert-path=/certs'], '--metrics-cert-path needs --metrics-secure.'],
    [['--leader-elect-retry-period=2'], '--leader-elect-retry-period: "2" is no duration.'],
    [['--log-level=loud'], '--log-level: "loud" is not allowed. Use debug, info, warn, error.'],
    [['--log-level=info,gadget=loud'], '--log-level: "loud" is not allowed. Use debug, info, warn, error.'],
    [['--log-level=info,debug'], '--log-level: there are two levels for all, "info" and "debug". Give one of them.'],
    [['--log-level=gadgets=debug'], '--log-level: there is no controller "gadgets". There are: gadget, widget.'],
  ])('%j is refused', (args, message) => {
    expect(() => parseFlags(args, {}, CONTROLLERS)).toThrow(message);
  });
});

describe('durations', () => {
  test.each<[string | number, number]>([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['500ms', 500],
    ['1.5s', 1500],
    [250, 250],
  ])('%j is %i ms', (text, expected) => expect(milliseconds(text)).toBe(expected));

  test.each(['', '30', 's', '-1s', '1d', -1, Number.NaN])('%j is refused', (text) => {
    expect(() => milliseconds(text)).toThrow('is no duration');
  });
});
