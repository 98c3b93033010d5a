// crdify judges pairs of CustomResourceDefinitions, all in one process: a JSON list of {"old", "new"} on standard input, a JSON list
// of its verdicts on standard output. The rules, their registry and the default configuration are crdify's own.
package main

import (
	"encoding/json"
	"log"
	"os"

	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/crdify/pkg/config"
	"sigs.k8s.io/crdify/pkg/runner"
)

type pair struct {
	Old json.RawMessage `json:"old"`
	New json.RawMessage `json:"new"`
}

type verdict struct {
	Failed  bool            `json:"failed"`
	Results *runner.Results `json:"results"`
}

func main() {
	var pairs []pair
	if err := json.NewDecoder(os.Stdin).Decode(&pairs); err != nil {
		log.Fatal(err)
	}
	// As the command does without --config.
	defaults, err := config.Load("")
	if err != nil {
		log.Fatal(err)
	}
	judge, err := runner.New(defaults, runner.DefaultRegistry())
	if err != nil {
		log.Fatal(err)
	}
	verdicts := make([]verdict, 0, len(pairs))
	for _, p := range pairs {
		results := judge.Run(definition(p.Old), definition(p.New))
		verdicts = append(verdicts, verdict{Failed: results.HasFailures(), Results: results})
	}
	if err := json.NewEncoder(os.Stdout).Encode(verdicts); err != nil {
		log.Fatal(err)
	}
}

// Through YAML, as crdify loads a file: a default's keys are put in order there.
func definition(text []byte) *apiextensionsv1.CustomResourceDefinition {
	crd := &apiextensionsv1.CustomResourceDefinition{}
	if err := yaml.Unmarshal(text, crd); err != nil {
		log.Fatal(err)
	}
	return crd
}
