// Package ansible stands in for the plugin of that name, which `bundle validate` does not need.
package ansible

import (
	"sigs.k8s.io/kubebuilder/v4/pkg/config"
	cfgv3 "sigs.k8s.io/kubebuilder/v4/pkg/config/v3"
	"sigs.k8s.io/kubebuilder/v4/pkg/plugin"
)

// Plugin has a name and a version, and does nothing.
type Plugin struct{}

// Name is that of the real plugin.
func (Plugin) Name() string { return "base.ansible.sdk.operatorframework.io" }

// Version is that of the real plugin.
func (Plugin) Version() plugin.Version { return plugin.Version{Number: 1} }

// SupportedProjectVersions are those of the real plugin.
func (Plugin) SupportedProjectVersions() []config.Version { return []config.Version{cfgv3.Version} }
