// Reads a list of objects with variables as JSON, and writes what kustomize-controller would apply of each, or why it would not.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"github.com/fluxcd/pkg/kustomize"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/kustomize/api/provider"
)

type question struct {
	Object    map[string]any    `json:"object"`
	Variables map[string]string `json:"variables"`
}

type answer struct {
	Object map[string]any `json:"object,omitempty"`
	Error  string         `json:"error,omitempty"`
}

func ask(one question) (map[string]any, error) {
	resource, err := provider.NewDefaultDepProvider().GetResourceFactory().FromMap(one.Object)
	if err != nil {
		return nil, err
	}
	variables := map[string]any{}
	for name, value := range one.Variables {
		variables[name] = value
	}
	kustomization := unstructured.Unstructured{Object: map[string]any{
		"spec": map[string]any{"postBuild": map[string]any{"substitute": variables}},
	}}
	result, err := kustomize.SubstituteVariables(context.Background(), nil, kustomization, resource,
		kustomize.SubstituteWithStrict(true))
	if err != nil {
		return nil, err
	}
	if result == nil {
		return one.Object, nil
	}
	return result.Map()
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	answers := make([]answer, len(questions))
	for i, one := range questions {
		object, err := ask(one)
		if err != nil {
			answers[i] = answer{Error: err.Error()}
		} else {
			answers[i] = answer{Object: object}
		}
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
