// Command olmcheck runs the eleven bundle validators of operator-framework/api over bundle folders.
//
//	olmcheck BUNDLE KUBERNETES_VERSION
//
// prints one line per finding and exits 1 on errors, 2 on warnings alone, 64 on wrong use.
//
//	olmcheck -each KUBERNETES_VERSION
//
// reads folders from standard input, one a line, and prints for each one line of JSON: what kept it from being read, or what each
// validator found.
//
//	olmcheck -yaml
//
// reads texts in base64 from standard input, one a line, and prints for each one line of JSON: what is wrong with its first document, or
// its value.
//
// The first two read the annotations together with the manifests, so they see what `operator-sdk bundle validate` misses: a channel that is no
// candidate, fast or stable. The multiarch validator is left out: it pulls images.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/operator-framework/api/pkg/manifests"
	"github.com/operator-framework/api/pkg/validation"
	"github.com/operator-framework/api/pkg/validation/errors"
	interfaces "github.com/operator-framework/api/pkg/validation/interfaces"
)

type validator struct {
	name string
	interfaces.Validator
}

var validators = []validator{
	{"ClusterServiceVersionValidator", validation.ClusterServiceVersionValidator},
	{"CustomResourceDefinitionValidator", validation.CustomResourceDefinitionValidator},
	{"BundleValidator", validation.BundleValidator},
	{"OperatorHubV2Validator", validation.OperatorHubV2Validator},
	{"StandardCategoriesValidator", validation.StandardCategoriesValidator},
	{"StandardCapabilitiesValidator", validation.StandardCapabilitiesValidator},
	{"ObjectValidator", validation.ObjectValidator},
	{"OperatorGroupValidator", validation.OperatorGroupValidator},
	{"CommunityOperatorValidator", validation.CommunityOperatorValidator},
	{"AlphaDeprecatedAPIsValidator", validation.AlphaDeprecatedAPIsValidator},
	{"GoodPracticesValidator", validation.GoodPracticesValidator},
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "-yaml" {
		values()
		return
	}
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: olmcheck BUNDLE KUBERNETES_VERSION   (olmcheck ./bundle 1.36)")
		fmt.Fprintln(os.Stderr, "       olmcheck -each KUBERNETES_VERSION     (folders on standard input)")
		fmt.Fprintln(os.Stderr, "       olmcheck -yaml                        (texts in base64 on standard input)")
		os.Exit(64)
	}
	if os.Args[1] == "-each" {
		each(os.Args[2])
		return
	}
	bundle, err := manifests.GetBundleFromDir(os.Args[1])
	if err != nil {
		fmt.Printf("error: %v\n", err)
		os.Exit(1)
	}
	objects := objectsOf(bundle, os.Args[2])
	failed, warned := 0, 0
	seen := map[string]bool{}
	for _, validator := range validators {
		for _, result := range validator.Validate(objects...) {
			failed += report(seen, "error", result.Errors)
			warned += report(seen, "warning", result.Warnings)
		}
	}
	fmt.Printf("%d errors, %d warnings from %d validators over %d objects\n", failed, warned, len(validators), len(bundle.Objects))
	switch {
	case failed > 0:
		os.Exit(1)
	case warned > 0:
		os.Exit(2)
	}
}

func objectsOf(bundle *manifests.Bundle, kubernetes string) []any {
	objects := bundle.ObjectsToValidate()
	for _, object := range bundle.Objects {
		objects = append(objects, object)
	}
	return append(objects, map[string]string{"k8s-version": kubernetes})
}

// report prints each finding once, though several validators may have it, and counts the new ones.
func report(seen map[string]bool, level string, findings []errors.Error) int {
	count := 0
	for _, finding := range findings {
		line := fmt.Sprintf("%s: %s: %s", level, finding.Field, finding.Detail)
		if seen[line] {
			continue
		}
		seen[line] = true
		count++
		fmt.Println(line)
	}
	return count
}

type verdict struct {
	Unreadable string              `json:"unreadable,omitempty"`
	Findings   map[string]findings `json:"findings"`
}

type findings struct {
	Errors   []string `json:"errors"`
	Warnings []string `json:"warnings"`
}

func each(kubernetes string) {
	folders := bufio.NewScanner(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for folders.Scan() {
		if err := out.Encode(judge(folders.Text(), kubernetes)); err != nil {
			panic(err)
		}
	}
}

func judge(folder, kubernetes string) verdict {
	bundle, err := manifests.GetBundleFromDir(folder)
	if err != nil {
		return verdict{Unreadable: err.Error()}
	}
	objects := objectsOf(bundle, kubernetes)
	found := map[string]findings{}
	for _, validator := range validators {
		found[validator.name] = judgeBy(validator, objects)
	}
	return verdict{Findings: found}
}

// judgeBy counts a panic as an error: so ends an empty list of icons.
func judgeBy(validator validator, objects []any) (found findings) {
	defer func() {
		if reason := recover(); reason != nil {
			found.Errors = append(found.Errors, fmt.Sprintf("panic: %v", reason))
		}
	}()
	for _, result := range validator.Validate(objects...) {
		for _, finding := range result.Errors {
			found.Errors = append(found.Errors, fmt.Sprintf("%s: %s", finding.Field, finding.Detail))
		}
		for _, finding := range result.Warnings {
			found.Warnings = append(found.Warnings, fmt.Sprintf("%s: %s", finding.Field, finding.Detail))
		}
	}
	return found
}
