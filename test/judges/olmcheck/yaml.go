package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"

	documents "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type value struct {
	Fault string          `json:"fault,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`
}

// values reads texts as apimachinery's YAMLToJSONDecoder does, which reads the manifests of a bundle.
func values() {
	texts := bufio.NewReader(os.Stdin)
	out := json.NewEncoder(os.Stdout)
	for {
		line, err := texts.ReadBytes('\n')
		if err == io.EOF {
			return
		}
		if err != nil {
			panic(err)
		}
		text, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(line)))
		if err != nil {
			panic(err)
		}
		if err := out.Encode(valueOf(text)); err != nil {
			panic(err)
		}
	}
}

func valueOf(text []byte) value {
	document, err := documents.NewYAMLReader(bufio.NewReader(bytes.NewReader(text))).Read()
	if err != nil && !errors.Is(err, io.EOF) {
		return value{Fault: err.Error()}
	}
	found, err := yaml.YAMLToJSON(document)
	if err != nil {
		return value{Fault: err.Error()}
	}
	return value{Value: found}
}
