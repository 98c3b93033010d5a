/**
 * Fields and values that the API server has for some releases before it obeys them without being told, by the feature gates that stand
 * before them: up to that release it drops the field from what it is given, or refuses the value. The gate and its release are those
 * of pkg/features/kube_features.go (`Default: true`), which the script that writes releases.data.ts compares; what a gate guards is in
 * pkg/api/pod/util.go (dropDisabledFields) and in the strategies below pkg/registry.
 *
 * Fields whose gates no release opens (Lifecycle.stopSignal, StatefulSet's maxUnavailable) need the release that has them, which
 * releases.data.ts knows. Gates that let a known field have other values than before (RelaxedDNSSearchValidation and its like) are not
 * here, but for values with names of their own.
 */
export interface Gate {
  readonly name: string;
  /** 31 for 1.31. */
  readonly minor: number;
  /** `core/v1.PodSpec.hostUsers=false`: a type, a field, perhaps a field of that field, perhaps its only value that is meant. */
  readonly fields: readonly string[];
}

export const GATES: readonly Gate[] = [
  {
    name: 'MatchLabelKeysInPodAffinity',
    minor: 31,
    fields: ['core/v1.PodAffinityTerm.matchLabelKeys', 'core/v1.PodAffinityTerm.mismatchLabelKeys'],
  },
  { name: 'RecursiveReadOnlyMounts', minor: 31, fields: ['core/v1.VolumeMount.recursiveReadOnly'] },
  { name: 'ServiceTrafficDistribution', minor: 31, fields: ['core/v1.ServiceSpec.trafficDistribution'] },
  { name: 'JobSuccessPolicy', minor: 31, fields: ['batch/v1.JobSpec.successPolicy'] },
  { name: 'JobManagedBy', minor: 32, fields: ['batch/v1.JobSpec.managedBy'] },
  { name: 'UserNamespacesSupport', minor: 33, fields: ['core/v1.PodSpec.hostUsers=false'] },
  { name: 'ProcMountType', minor: 33, fields: ['core/v1.SecurityContext.procMount=Unmasked'] },
  { name: 'SupplementalGroupsPolicy', minor: 33, fields: ['core/v1.PodSecurityContext.supplementalGroupsPolicy'] },
  { name: 'SELinuxChangePolicy', minor: 33, fields: ['core/v1.PodSecurityContext.seLinuxChangePolicy'] },
  { name: 'InPlacePodVerticalScaling', minor: 33, fields: ['core/v1.Container.resizePolicy'] },
  { name: 'PodLevelResources', minor: 34, fields: ['core/v1.PodSpec.resources'] },
  {
    name: 'DynamicResourceAllocation',
    minor: 34,
    fields: ['core/v1.PodSpec.resourceClaims', 'core/v1.ResourceRequirements.claims'],
  },
  {
    name: 'VolumeAttributesClass',
    minor: 34,
    fields: [
      'core/v1.PersistentVolumeClaimSpec.volumeAttributesClassName',
      'core/v1.PersistentVolumeSpec.volumeAttributesClassName',
    ],
  },
  {
    name: 'PreferSameTrafficDistribution',
    minor: 34,
    fields: [
      'core/v1.ServiceSpec.trafficDistribution=PreferSameNode',
      'core/v1.ServiceSpec.trafficDistribution=PreferSameZone',
      'discovery/v1.EndpointHints.forNodes',
    ],
  },
  {
    name: 'ContainerRestartRules',
    minor: 35,
    fields: ['core/v1.Container.restartPolicyRules', 'core/v1.PodSpec.containers.restartPolicy'],
  },
  { name: 'EnvFiles', minor: 35, fields: ['core/v1.EnvVarSource.fileKeyRef'] },
  { name: 'HostnameOverride', minor: 35, fields: ['core/v1.PodSpec.hostnameOverride'] },
  { name: 'ImageVolume', minor: 35, fields: ['core/v1.Volume.image'] },
  { name: 'HPAConfigurableTolerance', minor: 35, fields: ['autoscaling/v2.HPAScalingRules.tolerance'] },
  {
    name: 'MutableCSINodeAllocatableCount',
    minor: 35,
    fields: ['storage/v1.CSIDriverSpec.nodeAllocatableUpdatePeriodSeconds'],
  },
  {
    name: 'CSIServiceAccountTokenSecrets',
    minor: 35,
    fields: ['storage/v1.CSIDriverSpec.serviceAccountTokenInSecrets'],
  },
  {
    name: 'DRADeviceTaints',
    minor: 36,
    fields: ['resource/v1.ExactDeviceRequest.tolerations', 'resource/v1.DeviceSubRequest.tolerations'],
  },
  {
    name: 'DRAConsumableCapacity',
    minor: 36,
    fields: [
      'resource/v1.ExactDeviceRequest.capacity',
      'resource/v1.DeviceSubRequest.capacity',
      'resource/v1.DeviceConstraint.distinctAttribute',
    ],
  },
  { name: 'DRAExtendedResource', minor: 36, fields: ['resource/v1.DeviceClassSpec.extendedResourceName'] },
];
