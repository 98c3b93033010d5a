/** The markers that controller-gen 0.21 knows; test/e2e/controller-gen.test.ts asks it for them. */
export const MARKERS: readonly string[] = `
  default groupName k8s:deepcopy-gen k8s:deepcopy-gen:interfaces k8s:enum k8s:immutable k8s:optional k8s:required
  kubebuilder:ac:generate kubebuilder:ac:output:package kubebuilder:default kubebuilder:deprecatedversion
  kubebuilder:example kubebuilder:externalDocs kubebuilder:metadata kubebuilder:object:generate
  kubebuilder:object:root kubebuilder:printcolumn kubebuilder:pruning:PreserveUnknownFields kubebuilder:rbac
  kubebuilder:resource kubebuilder:selectablefield kubebuilder:skip kubebuilder:skipversion kubebuilder:storageversion
  kubebuilder:subresource:scale kubebuilder:subresource:status kubebuilder:title kubebuilder:unservedversion
  kubebuilder:validation:AtLeastOneOf kubebuilder:validation:AtMostOneOf kubebuilder:validation:EmbeddedResource
  kubebuilder:validation:Enum kubebuilder:validation:ExactlyOneOf kubebuilder:validation:ExclusiveMaximum
  kubebuilder:validation:ExclusiveMinimum kubebuilder:validation:Format kubebuilder:validation:MaxItems
  kubebuilder:validation:MaxLength kubebuilder:validation:MaxProperties kubebuilder:validation:Maximum
  kubebuilder:validation:MinItems kubebuilder:validation:MinLength kubebuilder:validation:MinProperties
  kubebuilder:validation:Minimum kubebuilder:validation:MultipleOf kubebuilder:validation:Optional
  kubebuilder:validation:Pattern kubebuilder:validation:Required kubebuilder:validation:Schemaless
  kubebuilder:validation:Type kubebuilder:validation:UniqueItems kubebuilder:validation:XEmbeddedResource
  kubebuilder:validation:XIntOrString kubebuilder:validation:XPreserveUnknownFields kubebuilder:validation:XValidation
  kubebuilder:validation:items:Enum kubebuilder:validation:items:ExclusiveMaximum
  kubebuilder:validation:items:ExclusiveMinimum kubebuilder:validation:items:Format
  kubebuilder:validation:items:MaxItems kubebuilder:validation:items:MaxLength
  kubebuilder:validation:items:MaxProperties kubebuilder:validation:items:Maximum
  kubebuilder:validation:items:MinItems kubebuilder:validation:items:MinLength
  kubebuilder:validation:items:MinProperties kubebuilder:validation:items:Minimum
  kubebuilder:validation:items:MultipleOf kubebuilder:validation:items:Pattern kubebuilder:validation:items:Type
  kubebuilder:validation:items:UniqueItems kubebuilder:validation:items:XEmbeddedResource
  kubebuilder:validation:items:XIntOrString kubebuilder:validation:items:XPreserveUnknownFields
  kubebuilder:validation:items:XValidation kubebuilder:webhook kubebuilder:webhookconfiguration listMapKey listType
  mapType nullable optional required structType versionName
`
  .trim()
  .split(/\s+/);
