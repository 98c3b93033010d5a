/** What a judge of manifests finds wrong. */
export interface Finding {
  readonly judge: 'kube-score' | 'checkov';
  /** The name of its rule: 'pod-networkpolicy', 'CKV_K8S_40'. */
  readonly check: string;
  /** 'Deployment/memcached-operator'. */
  readonly object: string;
  /** What it says. */
  readonly text: string;
}
