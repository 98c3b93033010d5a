// Tells of CustomResourceDefinitions on standard input, by name, whether the API server of the release that it is built from takes them.
package main

import (
	"context"
	"encoding/json"
	"log"
	"os"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/validation"
)

func main() {
	definitions := map[string]*v1.CustomResourceDefinition{}
	if err := json.NewDecoder(os.Stdin).Decode(&definitions); err != nil {
		log.Fatal(err)
	}
	taken := map[string]bool{}
	for name, definition := range definitions {
		taken[name] = isTaken(definition)
	}
	if err := json.NewEncoder(os.Stdout).Encode(taken); err != nil {
		log.Fatal(err)
	}
}

func isTaken(definition *v1.CustomResourceDefinition) (taken bool) {
	// As a request that the server does not answer.
	defer func() {
		if recover() != nil {
			taken = false
		}
	}()
	v1.SetObjectDefaults_CustomResourceDefinition(definition)
	internal := &apiextensions.CustomResourceDefinition{}
	if err := v1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(definition, internal, nil); err != nil {
		log.Fatal(err)
	}
	internal.Status.StoredVersions = []string{definition.Spec.Versions[0].Name}
	return len(validation.ValidateCustomResourceDefinition(context.Background(), internal)) == 0
}
