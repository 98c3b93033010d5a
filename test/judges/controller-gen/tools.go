//go:build tools

// Package tools names the modules whose types the judge is asked about, so that go.sum has them.
package tools

import (
	_ "k8s.io/api/core/v1"
	_ "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	_ "k8s.io/apimachinery/pkg/apis/meta/v1"
)
