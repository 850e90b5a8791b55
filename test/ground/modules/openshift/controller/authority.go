package main

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// Where OpenShift keeps the key of its service certificate authority.
const authorityNamespace, authoritySecret = "openshift-service-ca", "signing-key"

// An authority signs the serving certificates of Services.
type authority struct {
	certificate *x509.Certificate
	key         *rsa.PrivateKey
	bundle      string
}

// loadAuthority reads the authority that an earlier start made, or makes one: what it has signed stays valid.
func loadAuthority(ctx context.Context, core kubernetes.Interface) (*authority, error) {
	secrets := core.CoreV1().Secrets(authorityNamespace)
	secret, err := secrets.Get(ctx, authoritySecret, metav1.GetOptions{})
	if errors.IsNotFound(err) {
		data, failed := (&authority{}).sign("openshift-service-serving-signer")
		if failed != nil {
			return nil, failed
		}
		secret, err = secrets.Create(ctx, tlsSecret(authoritySecret, data), metav1.CreateOptions{})
	}
	if err != nil {
		return nil, err
	}
	pair, err := tls.X509KeyPair(secret.Data[corev1.TLSCertKey], secret.Data[corev1.TLSPrivateKeyKey])
	if err != nil {
		return nil, err
	}
	return &authority{
		certificate: pair.Leaf,
		key:         pair.PrivateKey.(*rsa.PrivateKey),
		bundle:      string(secret.Data[corev1.TLSCertKey]),
	}, nil
}

// sign makes a key and a certificate for hosts; an authority without a key of its own makes that of an authority.
func (a *authority) sign(name string, hosts ...string) (map[string][]byte, error) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, big.NewInt(1<<62))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber:          serial,
		Subject:               pkix.Name{CommonName: name},
		DNSNames:              hosts,
		NotBefore:             time.Now().Add(-time.Minute),
		NotAfter:              time.Now().AddDate(2, 0, 0),
		KeyUsage:              x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment,
		ExtKeyUsage:           []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		BasicConstraintsValid: true,
	}
	parent, signer := a.certificate, a.key
	if signer == nil {
		template.IsCA, template.KeyUsage, template.ExtKeyUsage = true, x509.KeyUsageCertSign, nil
		parent, signer = template, key
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, signer)
	if err != nil {
		return nil, err
	}
	private := pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(key)}
	return map[string][]byte{
		corev1.TLSCertKey:       pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate}),
		corev1.TLSPrivateKeyKey: pem.EncodeToMemory(&private),
	}, nil
}

func tlsSecret(name string, data map[string][]byte) *corev1.Secret {
	return &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: name}, Type: corev1.SecretTypeTLS, Data: data}
}
